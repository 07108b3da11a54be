import { styled } from "@mui/material/styles";
import { type FormEvent, lazy, type ReactNode, Suspense, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Icon } from "../../kit/Icon";
import { SafeText } from "../../kit/SafeText";
import { useFormat } from "../../kit/useFormat";
import type { Problem, Status, VaultLine } from "../../rpc/gen";
import { attempt } from "../../shell/door";
import { initials } from "../../shell/frame/initials";
import { lastVault, seenOf } from "../../shell/gate/seen";
import { ProblemView } from "../../shell/problem/ProblemView";
import { ChipFace } from "../../shell/sync/Chip";
import { color, type, weight } from "../../theme/vars";
import { Door } from "./parts";
import { SecretField } from "./SecretField";

// The forgotten password is rare; what helps then is fetched then.
const Recover = lazy(() => import("./Recover").then((module) => ({ default: module.Recover })));

const Card = styled("div")({
  display: "grid",
  gridTemplateColumns: "300px 400px",
  inlineSize: "fit-content",
  maxInlineSize: "100%",
  minBlockSize: 376,
  border: `1px solid ${color.border.hairline}`,
  borderRadius: 12,
  background: color.surface.sheet,
  overflow: "hidden",
  "& h1": { ...type("title"), margin: 0 },
  "& h2": { ...type("lead"), margin: 0, padding: "0 16px 10px" },
  "&[data-alone]": { gridTemplateColumns: "minmax(0, 400px)", minBlockSize: 0 },
  "@media (max-width: 767.95px)": { gridTemplateColumns: "minmax(0, 1fr)", inlineSize: "100%" },
});
const People = styled("section")({
  minInlineSize: 0,
  padding: "28px 12px",
  background: color.surface.sunken,
  borderInlineEnd: `1px solid ${color.border.hairline}`,
  "@media (max-width: 767.95px)": { paddingBlock: 16, borderInlineEnd: 0 },
  "& ul": { listStyle: "none", margin: 0, padding: 0, display: "grid", gap: 2 },
  "& button": {
    font: "inherit",
    color: "inherit",
    textAlign: "start",
    display: "flex",
    alignItems: "center",
    gap: 12,
    inlineSize: "100%",
    minBlockSize: 60,
    padding: "10px 16px",
    border: "1px solid transparent",
    borderRadius: 6,
    background: "none",
    cursor: "pointer",
    "&:hover": { background: color.surface.hover },
    '&[aria-pressed="true"]': { background: color.surface.sheet, borderColor: color.border.rule },
    "& > span:last-of-type": { minInlineSize: 0, overflowWrap: "anywhere" },
    "& strong": { display: "block", fontWeight: weight.medium },
    "& small": { ...type("small"), color: color.text.muted },
  },
});
const Badge = styled("span")({
  display: "grid",
  placeItems: "center",
  flex: "none",
  inlineSize: 36,
  blockSize: 36,
  borderRadius: 6,
  background: color.surface.selected,
  color: color.primary.onTint,
  fontWeight: weight.strong,
});
const Open = styled("section")({
  minInlineSize: 0,
  padding: "28px 40px 32px",
  display: "grid",
  alignContent: "start",
  gap: 18,
  "& p": { margin: 0, color: color.text.muted },
  "& form": { display: "grid", gap: 16 },
  "@media (max-width: 767.95px)": { padding: "20px 20px 24px" },
});
const Until = styled("span")({ display: "inline-flex", alignItems: "center", gap: 6 });
const Or = styled("div")({ borderBlockStart: `1px solid ${color.border.hairline}`, paddingBlockStart: 18 });

const Choose = ({
  vaults,
  chosen,
  choose,
}: {
  vaults: readonly VaultLine[];
  chosen: string;
  choose: (vault: string) => void;
}): ReactNode => {
  const text = useText();
  return (
    <People>
      <h2>{text("session-who")}</h2>
      <ul>
        {vaults.map(({ vault, unsent }, at) => {
          const { name } = seenOf(vault);
          return (
            <li key={vault}>
              <button type="button" aria-pressed={vault === chosen} onClick={() => choose(vault)}>
                <Badge aria-hidden="true">{name ? initials(name) : <Icon name="person" size={18} />}</Badge>
                <span>
                  <strong>{name ? <SafeText>{name}</SafeText> : text("session-vault", { number: at + 1 })}</strong>
                  <small>{text("session-vault-unsent", { count: unsent })}</small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </People>
  );
};

const Unlock = ({ vault, kept, recover }: { vault: string; kept: boolean; recover: () => void }): ReactNode => {
  const text = useText();
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) {
      return;
    }
    setWrong(password === "" ? text("session-needed") : undefined);
    if (password === "") {
      return;
    }
    setBusy(true);
    setProblem(null);
    const answer = await attempt("unlock", { vault, password });
    setBusy(false);
    if ("problem" in answer) {
      if (answer.problem.code === "wrong_password") {
        setWrong(text("error-wrong-password"));
      } else {
        setProblem(answer.problem);
      }
    }
  };
  return (
    <Open>
      <div>
        <h1>{text("session-locked")}</h1>
        <p>{text(kept ? "session-locked-kept" : "session-locked-plain")}</p>
      </div>
      {problem ? (
        <ProblemView problem={problem} onAction={(fix) => (fix === "recover" ? recover() : setProblem(null))} />
      ) : null}
      <form onSubmit={(event) => void submit(event)} noValidate>
        <SecretField
          label={text("session-password")}
          error={wrong}
          value={password}
          onValue={setPassword}
          autoComplete="current-password"
          autoFocus
        />
        <ActionButton kind="primary" type="submit" wide notReady={busy ? text("session-unlocking") : null}>
          {text(busy ? "session-unlocking" : "session-unlock")}
        </ActionButton>
      </form>
      <Or>
        <ActionButton icon="key" wide onClick={recover}>
          {text("session-forgot")}
        </ActionButton>
      </Or>
    </Open>
  );
};

/** Everything is sealed: whose vault is to be opened, and how. `kept` says that somebody's work waits behind it. */
export const Lock = ({ status, kept }: { status: Status; kept: boolean }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { vaults } = status;
  const last = lastVault();
  const [chosen, setChosen] = useState(
    () => vaults.find(({ vault }) => vault === last)?.vault ?? vaults[0]?.vault ?? "",
  );
  const [recovering, setRecovering] = useState(false);
  const unsent = vaults.reduce((sum, vault) => sum + vault.unsent, 0);
  const lease = seenOf(chosen).leaseUntil;
  const words = text("sync-waiting", { count: unsent });
  return (
    <Door
      end={
        unsent > 0 ? (
          <span>
            <ChipFace
              words={{ family: "waiting", icon: "dot", main: words, second: null, whole: words, urgent: false }}
            />
          </span>
        ) : null
      }
      foot={
        lease === undefined ? null : (
          <Until>
            <Icon name="clock" size={16} />
            {text("session-lease", { until: format.staffDateTime(lease) })}
          </Until>
        )
      }
    >
      <Card {...(vaults.length > 1 ? {} : { "data-alone": "" })}>
        {vaults.length > 1 ? <Choose vaults={vaults} chosen={chosen} choose={setChosen} /> : null}
        {recovering ? (
          <Open>
            <Suspense fallback={null}>
              <Recover vault={chosen} back={() => setRecovering(false)} />
            </Suspense>
          </Open>
        ) : (
          <Unlock key={chosen} vault={chosen} kept={kept && chosen === last} recover={() => setRecovering(true)} />
        )}
      </Card>
    </Door>
  );
};
