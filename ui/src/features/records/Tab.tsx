import { styled } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { type ReactNode, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { ListPane } from "../../kit/ListPane";
import { SafeText } from "../../kit/SafeText";
import { useFormat } from "../../kit/useFormat";
import { Answer } from "../../shell/Answer";
import { color, size, type, weight } from "../../theme/vars";
import { RECORDS_MAX, recordsApi } from "./api";
import { Record } from "./parts/Record";
import { memberWords, type OtherLine, otherLineOf } from "./record";

const Split = styled("div")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 20rem) minmax(0, 1fr)",
  minBlockSize: "70vh",
  "&[data-alone]": { gridTemplateColumns: "minmax(0, 1fr)" },
});
const Pane = styled("div")({ minInlineSize: 0, borderInlineEnd: `1px solid ${color.border.hairline}` });
const Top = styled("p")({ ...type("small"), margin: 0, padding: `10px ${size.padding}`, color: color.text.muted });
const Padded = styled("div")({ padding: size.padding });
const Row = styled("span")({
  display: "grid",
  "& strong": { fontWeight: weight.strong },
  "& small": { ...type("small"), color: color.text.muted },
});

const Entry = ({ line }: { line: OtherLine }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <Row>
      <strong>
        <SafeText>{memberWords(line.kind)}</SafeText>
      </strong>
      <small>
        {line.at > 0 ? format.staffDateTime(line.at) : null}{" "}
        {line.source ? text("records-from", { source: line.source }) : null}
      </small>
    </Row>
  );
};

interface ListProps {
  lines: readonly OtherLine[];
  current: OtherLine | undefined;
  onOpen: (line: OtherLine) => void;
}

const List = ({ lines, current, onOpen }: ListProps): ReactNode => {
  const text = useText();
  return (
    <Pane>
      <Top>{text("records-why")}</Top>
      <Top>{text("records-count", { count: lines.length })}</Top>
      <ListPane
        label={text("records-list")}
        rows={lines}
        rowKey={(line) => line.item}
        current={current?.item ?? null}
        onOpen={onOpen}
      >
        {(line) => <Entry line={line} />}
      </ListPane>
    </Pane>
  );
};

/** Records without a home of their own, and one of them read. */
export const Tab = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const [search, setSearch] = useSearchParams();
  const wide = useMediaQuery("(min-width: 900px)");
  const asked = recordsApi.useOtherRecordsQuery({ patient, limit: RECORDS_MAX });
  const lines = useMemo(() => (asked.data?.items ?? []).map(otherLineOf), [asked.data]);
  const wanted = lines.find((line) => line.item === search.get("record"));
  const current = wanted ?? (wide ? lines[0] : undefined);
  const alone = !wide && (current ? "record" : "list");
  return (
    <Answer asked={asked}>
      {({ more }) =>
        lines.length === 0 ? (
          <Padded>
            <Empty title={text("records-none")} why={text("records-none-why")} />
          </Padded>
        ) : (
          <Split {...(alone ? { "data-alone": "" } : {})}>
            {alone === "record" ? null : (
              <List lines={lines} current={current} onOpen={(line) => setSearch({ record: line.item })} />
            )}
            {alone === "list" || !current ? null : (
              <div>
                {alone ? (
                  <Padded>
                    <ActionButton kind="quiet" icon="left" onClick={() => setSearch({})}>
                      {text("records-back")}
                    </ActionButton>
                  </Padded>
                ) : null}
                <Record key={current.item} line={current} />
              </div>
            )}
            {more ? <Top>{text("records-more", { count: lines.length })}</Top> : null}
          </Split>
        )
      }
    </Answer>
  );
};
