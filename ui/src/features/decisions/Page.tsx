import { styled } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { size } from "../../theme/vars";
import { type Dispute, keyOf } from "./dispute";
import { Banner } from "./parts/Banner";
import { Card } from "./parts/Card";
import { Gone } from "./parts/Gone";
import { Inbox } from "./parts/Inbox";
import { Review } from "./parts/Review";
import { called, useWaiting } from "./useDecisions";

const Split = styled("div")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 17.5rem) minmax(0, 1fr)",
  // As high as what is under the top bar, so that the rule between list and card reaches the foot.
  minBlockSize: "calc(100vh - 48px)",
  "&[data-alone]": { gridTemplateColumns: "minmax(0, 1fr)" },
});
const Detail = styled("section")({ minInlineSize: 0, display: "flex", flexDirection: "column" });
const Padded = styled("div")({ padding: size.padding });

const placeOf = (dispute: Dispute): string => `/decisions/${dispute.doc}/${encodeURIComponent(keyOf(dispute))}`;

interface OpenProps {
  dispute: Dispute;
  gone: boolean;
  next: Dispute | undefined;
  onNext: (dispute: Dispute) => void;
  onList: () => void;
}

const Open = ({ dispute, gone, next, onNext, onList }: OpenProps): ReactNode => {
  const key = `${dispute.doc} ${keyOf(dispute)}`;
  if (gone) {
    return <Gone key={key} dispute={dispute} onList={onList} {...(next ? { onNext: () => onNext(next) } : {})} />;
  }
  return dispute.decision ? (
    <Card key={key} dispute={dispute} onLater={onList} />
  ) : (
    <Review key={key} dispute={dispute} onLater={onList} />
  );
};

/** What is open: as the list has it, or as it last was when somebody else decided it. */
const useOpen = (disputes: readonly Dispute[] | undefined): { open: Dispute | undefined; gone: boolean } => {
  const { doc, key } = useParams();
  const last = useRef<{ address: string; dispute: Dispute } | null>(null);
  const address = `${doc} ${key}`;
  const found = doc && disputes ? called(disputes, doc, key) : undefined;
  if (found) last.current = { address, dispute: found };
  const before = last.current?.address === address ? last.current.dispute : undefined;
  return { open: found ?? before, gone: found === undefined && before !== undefined && disputes !== undefined };
};

/** The list of what waits, and beside it the one that is open. */
export const Page = (): ReactNode => {
  const text = useText();
  const go = useNavigate();
  const { doc } = useParams();
  const { state } = useLocation() as { state: { later?: boolean } | null };
  const wide = useMediaQuery("(min-width: 1024px)");
  const { disputes, problem } = useWaiting();
  const { open, gone } = useOpen(disputes);
  const first = disputes?.[0];
  const show = (dispute: Dispute): void => void go(placeOf(dispute));
  const list = (): void => void go("/decisions", { state: { later: true } });
  const later = state?.later === true;
  useEffect(() => {
    // Whoever opens the list with the key wants the most urgent one; whoever leaves one for later does not.
    if (wide && !doc && !later && first) void go(placeOf(first), { replace: true });
  }, [wide, doc, later, first, go]);
  const alone = !wide && (doc ? "detail" : "list");
  return (
    <Screen title={text("decisions-title")} hiddenTitle padded={false}>
      {problem ? <ProblemView problem={problem} /> : null}
      <Split {...(alone ? { "data-alone": "" } : {})}>
        {alone === "detail" || !disputes ? null : <Inbox disputes={disputes} current={open} onOpen={show} />}
        {alone === "list" || !disputes ? null : (
          <Detail aria-label={text("decisions-title")}>
            {alone ? (
              <Padded>
                <ActionButton kind="quiet" icon="left" onClick={list}>
                  {text("decisions-back")}
                </ActionButton>
              </Padded>
            ) : null}
            {open?.patient ? <Banner patient={open.patient} /> : null}
            {open ? (
              <Open dispute={open} gone={gone} next={first} onNext={show} onList={list} />
            ) : (
              <Padded>
                {doc ? (
                  <Empty title={text("decisions-gone-title")} why={text("decisions-gone-bare")} />
                ) : disputes.length > 0 ? (
                  <Empty title={text("decisions-choose")} why={text("decisions-choose-why")} />
                ) : null}
              </Padded>
            )}
          </Detail>
        )}
      </Split>
    </Screen>
  );
};
