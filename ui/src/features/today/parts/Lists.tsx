import { styled } from "@mui/material/styles";
import { Fragment, type ReactNode } from "react";
import { useNavigate } from "react-router";
import type { MessageId } from "../../../i18n/ids";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Icon, type IconName } from "../../../kit/Icon";
import { Ltr } from "../../../kit/Ltr";
import { nameOf } from "../../../kit/PersonName";
import { RowItem, RowList, RowMeta } from "../../../kit/Rows";
import { SafeText } from "../../../kit/SafeText";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import type { Conflict, DraftLine, Refusal } from "../../../rpc/gen";
import { decidePath } from "../../../shell/record";
import { useWorkspace } from "../../../shell/workspace";
import { color, weight } from "../../../theme/vars";
import { byHarm, changeWord, decisionWords, placeOf } from "../waiting";

/** Rows of one list; the whole list is a link away. */
const SHOWN = 6;

const Link = styled("a")({
  color: color.text.ink,
  fontWeight: weight.strong,
  textDecoration: "none",
  overflowWrap: "anywhere",
  "&:hover": { textDecoration: "underline" },
});
const PlainButton = styled("button")({
  all: "unset",
  cursor: "pointer",
  fontWeight: weight.strong,
  "&:hover": { textDecoration: "underline" },
  "&:focus-visible": { outline: `2px solid ${color.focus.ring}`, outlineOffset: 2 },
});
const Sign = styled("span")({ color: color.needs.text, flex: "none", "&[data-quiet]": { color: color.text.subtle } });

const Line = ({ icon, quiet, children }: { icon: IconName; quiet?: boolean; children: ReactNode }): ReactNode => (
  <RowItem style={{ flexWrap: "nowrap" }}>
    <Sign {...(quiet ? { "data-quiet": "" } : {})}>
      <Icon name={icon} size={18} />
    </Sign>
    <div>{children}</div>
  </RowItem>
);

const shownName = (name: string): string => nameOf({ text: name }) ?? name;

/** `amlodipine: 10 mg or 2.5 mg`; neither the name nor a dose turns the other round. */
const Decision = ({ conflict }: { conflict: Conflict }): ReactNode => {
  const text = useText();
  const { what, doses } = decisionWords(text, conflict);
  return (
    <>
      <SafeText>{what}</SafeText>
      {doses.map((dose, at) => (
        <Fragment key={dose}>
          {at === 0 ? ": " : ` ${text("kit-or")} `}
          <Ltr whole>{dose}</Ltr>
        </Fragment>
      ))}
    </>
  );
};

/** What two people wrote without seeing each other. */
export const DecisionList = ({ conflicts }: { conflicts: readonly Conflict[] }): ReactNode => {
  const text = useText();
  return (
    <Section
      title={text("today-decisions")}
      count={text("today-decisions-open", { count: conflicts.length })}
      action={
        <ActionButton kind="quiet" size="small" href="#/decisions">
          {text("today-decisions-all")}
        </ActionButton>
      }
    >
      <RowList>
        {byHarm(conflicts)
          .slice(0, SHOWN)
          .map((conflict) => (
            <Line
              key={`${conflict.doc}/${conflict.path.join("/")}/${conflict.rule}`}
              icon={conflict.path[0] === "person" ? "people" : "split"}
            >
              <Link href={decidePath(conflict.doc, conflict.path)}>
                <Decision conflict={conflict} />
              </Link>
              {conflict.name ? (
                <RowMeta>
                  <SafeText>{shownName(conflict.name)}</SafeText>
                </RowMeta>
              ) : null}
            </Line>
          ))}
      </RowList>
    </Section>
  );
};

/** Own changes that the server did not accept, with the reason. */
export const RefusedList = ({ refused }: { refused: readonly Refusal[] }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <Section
      title={text("today-refused")}
      count={refused.length}
      action={
        <ActionButton kind="quiet" size="small" href="#/refused">
          {text("today-refused-all")}
        </ActionButton>
      }
    >
      <RowList>
        {refused.slice(0, SHOWN).map((one) => (
          <Line key={one.ctr} icon="warn">
            <Link href="#/refused">{text(changeWord(one.command))}</Link>
            <RowMeta>
              {text(`error-${one.code.replaceAll("_", "-")}` as MessageId, {
                field: "none",
                reason: "none",
                rule: "none",
              })}{" "}
              {text("today-refused-at", { time: format.recent(Number(one.at)) })}
            </RowMeta>
          </Line>
        ))}
      </RowList>
    </Section>
  );
};

/** Forms that were left half written. */
export const DraftList = ({
  drafts,
  names,
}: {
  drafts: readonly DraftLine[];
  names: ReadonlyMap<string, string>;
}): ReactNode => {
  const text = useText();
  const format = useFormat();
  const go = useNavigate();
  const { open } = useWorkspace();
  return (
    <Section title={text("today-drafts")} count={drafts.length}>
      <RowList>
        {drafts.slice(0, SHOWN).map(({ key, at }) => {
          const place = placeOf(key);
          const name = place?.patient ? names.get(place.patient) : undefined;
          const what = text(place?.what ?? "today-draft-other");
          return (
            <Line key={key} icon="note" quiet>
              {place ? (
                <PlainButton
                  type="button"
                  onClick={() => {
                    void go(place.path);
                    if (place.open) {
                      open(place.open.kind, place.open.args);
                    }
                  }}
                >
                  {what}
                </PlainButton>
              ) : (
                <strong>{what}</strong>
              )}
              <RowMeta>
                {name ? (
                  <>
                    <SafeText>{shownName(name)}</SafeText>
                    {text("kit-comma")}
                  </>
                ) : null}
                {text("today-draft-at", { time: format.recent(Number(at)) })}
              </RowMeta>
            </Line>
          );
        })}
      </RowList>
    </Section>
  );
};
