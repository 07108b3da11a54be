import { styled } from "@mui/material/styles";
import { Fragment, type ReactNode, useContext } from "react";
import { useText } from "../../../i18n/text";
import { Empty } from "../../../kit/Empty";
import { Icon } from "../../../kit/Icon";
import { ListPane } from "../../../kit/ListPane";
import { PersonName } from "../../../kit/PersonName";
import { Tag } from "../../../kit/Tag";
import { NowContext } from "../../../kit/useFormat";
import { color, size, type, weight } from "../../../theme/vars";
import { decisionsApi } from "../api";
import { type Dispute, keyOf, openSince } from "../dispute";
import { useWords } from "../words";

const Pane = styled("section")({
  background: color.surface.canvas,
  borderInlineEnd: `1px solid ${color.border.rule}`,
  minInlineSize: 0,
  "[data-alone] > &": { borderInlineEnd: 0 },
  "& > header": { padding: `16px ${size.padding} 10px` },
  "& > header > h2": { ...type("title"), margin: 0 },
  "& > header > p": { ...type("small"), margin: "4px 0 0", color: color.text.muted },
  "& > footer": { padding: `12px ${size.padding}` },
  "& > footer a": { display: "inline-flex", gap: 6, alignItems: "center", color: color.needs.text },
});
const Line = styled("span")({
  display: "grid",
  gap: 1,
  "& > strong": { fontWeight: weight.strong },
  "& > small": { ...type("small"), color: color.text.muted },
  "& > span:last-of-type": { display: "flex", gap: 6, flexWrap: "wrap" },
});

const Entry = ({ dispute }: { dispute: Dispute }): ReactNode => {
  const text = useText();
  const now = useContext(NowContext)();
  const words = useWords(dispute);
  const since = openSince(dispute);
  return (
    <Line>
      <strong>{words.name}</strong>
      <span>{dispute.name ? <PersonName name={{ text: dispute.name }} /> : text("decisions-patient-unknown")}</span>
      {words.values.length > 0 ? (
        <small>
          {words.values.map((value, at) => (
            <Fragment key={value}>
              {at > 0 ? ` ${text("kit-or")} ` : null}
              <bdi>{value}</bdi>
            </Fragment>
          ))}
          {since === null ? null : text("decisions-line", { since: words.lasting(Math.max(60_000, now - since)) })}
        </small>
      ) : null}
      <span>
        {dispute.decision ? null : <Tag kind="waiting">{text("decisions-look")}</Tag>}
        {dispute.holds ? <Tag kind="needs">{text("decisions-holds")}</Tag> : null}
      </span>
    </Line>
  );
};

const NotAccepted = (): ReactNode => {
  const text = useText();
  const { data } = decisionsApi.useDecideRefusedQuery();
  const count = data?.refused.length ?? 0;
  return count === 0 ? null : (
    <footer>
      <a href="#/refused">
        <Icon name="warn" />
        {text("decisions-not-accepted", { count })}
      </a>
    </footer>
  );
};

export interface InboxProps {
  disputes: readonly Dispute[];
  current: Dispute | undefined;
  onOpen: (dispute: Dispute) => void;
}

/** What waits for a person, most harm first. */
export const Inbox = ({ disputes, current, onOpen }: InboxProps): ReactNode => {
  const text = useText();
  return (
    <Pane aria-label={text("decisions-list")}>
      <header>
        <h2>{text("decisions-title")}</h2>
        {disputes.length > 0 ? <p>{text("decisions-order")}</p> : null}
      </header>
      <ListPane
        label={text("decisions-list")}
        rows={disputes}
        rowKey={(one) => `${one.doc} ${keyOf(one)}`}
        current={current ? `${current.doc} ${keyOf(current)}` : null}
        onOpen={onOpen}
        empty={
          <header>
            <Empty title={text("decisions-empty")} why={text("decisions-empty-why")} />
          </header>
        }
      >
        {(dispute) => <Entry dispute={dispute} />}
      </ListPane>
      <NotAccepted />
    </Pane>
  );
};
