import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { useDensity } from "../../kit/Density";
import { Empty } from "../../kit/Empty";
import { Skeleton } from "../../kit/Skeleton";
import { Tag } from "../../kit/Tag";
import { useFormat } from "../../kit/useFormat";
import type { Notice, Problem } from "../../rpc/gen";
import { attempt } from "../../shell/door";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { useSession } from "../../shell/session";
import type { Surface } from "../../shell/surface";
import { color, type, weight } from "../../theme/vars";
import { noticesApi } from "./api";

/** The core takes this many ids at once. */
const AT_ONCE = 100;
const KINDS = ["message", "reading", "decision", "decided", "review", "other"] as const;

const List = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  maxInlineSize: 640,
  "& > li": {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: "4px 12px",
    paddingBlock: 10,
    borderBlockEnd: `1px solid ${color.border.hairline}`,
  },
  "& > li > div": { flex: "1 1 12em", minInlineSize: 0 },
  "& strong": { display: "block", fontWeight: weight.medium },
  "& small": { ...type("small"), color: color.text.muted },
});

/** Where a notice leads; nowhere when its matter has no screen on this surface. */
export const placeOf = (notice: Notice, surface: Surface): string | null => {
  if (surface === "patient") {
    return notice.kind === "message" ? "/messages" : null;
  }
  if (surface === "admin") {
    return notice.kind === "review" ? "/review" : null;
  }
  if (notice.kind === "message") {
    return "/messages";
  }
  if (notice.kind === "decision") {
    return "/decisions";
  }
  return notice.patient ? `/patients/${notice.patient}` : null;
};

const Line = ({ notice }: { notice: Notice }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { surface } = useSession();
  const patient = useDensity() === "patient";
  const kind = KINDS.find((one) => one === notice.kind) ?? "other";
  const place = placeOf(notice, surface);
  return (
    <li>
      <div>
        <strong>{text(`notices-kind-${kind}`)}</strong>
        <small>{patient ? format.patientDateTime(notice.at) : format.staffDateTime(notice.at)}</small>
      </div>
      {notice.seen ? null : <Tag kind="sending">{text("notices-new")}</Tag>}
      {place ? <Link to={place}>{text("notices-open")}</Link> : null}
    </li>
  );
};

/** The notices, newest first. */
export const Page = (): ReactNode => {
  const text = useText();
  const { data, error, isLoading, refetch } = noticesApi.useNoticesQuery();
  const [problem, setProblem] = useState<Problem | null>(null);
  const unseen = data?.notices.filter((notice) => !notice.seen) ?? [];
  const see = async (): Promise<void> => {
    const answer = await attempt("notice_seen", { ids: unseen.slice(0, AT_ONCE).map(({ id }) => id) });
    setProblem("problem" in answer ? answer.problem : null);
    void refetch();
  };
  const wrong = problem ?? (error as Problem | undefined) ?? null;
  return (
    <Screen
      title={text("notices-title")}
      {...(unseen.length > 0 ? { under: text("notices-unseen", { count: unseen.length }) } : {})}
      actions={
        unseen.length > 0 ? <ActionButton onClick={() => void see()}>{text("notices-seen")}</ActionButton> : null
      }
    >
      {wrong ? (
        <ProblemView
          problem={wrong}
          onAction={() => {
            setProblem(null);
            void refetch();
          }}
        />
      ) : null}
      {isLoading ? <Skeleton label={text("kit-loading")} /> : null}
      {data?.notices.length === 0 ? <Empty title={text("notices-none")} why={text("notices-none-why")} /> : null}
      <List>
        {data?.notices.map((notice) => (
          <Line key={notice.id} notice={notice} />
        ))}
      </List>
    </Screen>
  );
};
