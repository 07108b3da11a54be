import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { MessageId } from "../../i18n/ids";
import { useLanguage, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { CheckField } from "../../kit/CheckField";
import { Field } from "../../kit/Field";
import { Section } from "../../kit/Section";
import { Skeleton } from "../../kit/Skeleton";
import type { NoticePrefs, Problem } from "../../rpc/gen";
import { attempt } from "../../shell/door";
import { tell } from "../../shell/notices";
import { ProblemView } from "../../shell/problem/ProblemView";
import { settingsApi } from "./api";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

type Errors = Partial<Record<"address" | "quiet_from" | "quiet_to", MessageId>>;

/** What is wrong with the values, by field. Quiet time needs both ends or neither. */
export const wrongPrefs = (prefs: NoticePrefs): Errors => {
  const errors: Errors = {};
  if (prefs.email && !MAIL.test(prefs.address ?? "")) {
    errors.address = "settings-notices-address-wrong";
  }
  const from = prefs.quiet_from ?? "";
  const to = prefs.quiet_to ?? "";
  if ((from !== "" || to !== "") && !TIME.test(from)) {
    errors.quiet_from = "settings-notices-time-wrong";
  }
  if ((from !== "" || to !== "") && !TIME.test(to)) {
    errors.quiet_to = "settings-notices-time-wrong";
  }
  return errors;
};

const orNull = (value: string | null): string | null => (value === null || value.trim() === "" ? null : value.trim());

const Form = ({ start }: { start: NoticePrefs }): ReactNode => {
  const text = useText();
  const { language } = useLanguage();
  const [prefs, setPrefs] = useState(start);
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (change: Partial<NoticePrefs>): void => setPrefs((now) => ({ ...now, ...change }));
  const say = (name: keyof Errors): string | undefined => {
    const id = errors[name];
    return id === undefined ? undefined : text(id);
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = wrongPrefs(prefs);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      return;
    }
    const answer = await attempt("notice_prefs_set", {
      ...prefs,
      address: orNull(prefs.address),
      quiet_from: orNull(prefs.quiet_from),
      quiet_to: orNull(prefs.quiet_to),
      // E-mails come in the language that is read here.
      language: language === "pseudo" ? "en" : language,
    });
    setProblem("problem" in answer ? answer.problem : null);
    if ("ok" in answer) {
      tell("settings-notices-saved");
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate style={{ display: "grid", gap: 12, paddingBlockStart: 8 }}>
      {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
      <CheckField
        label={text("settings-notices-in-app")}
        checked={prefs.in_app}
        onChecked={(on) => set({ in_app: on })}
      />
      <CheckField
        label={text("settings-notices-email")}
        hint={text("settings-notices-email-hint")}
        checked={prefs.email}
        onChecked={(email) => set({ email })}
      />
      {prefs.email ? (
        <Field
          label={text("settings-notices-address")}
          type="email"
          autoComplete="email"
          error={say("address")}
          value={prefs.address ?? ""}
          onValue={(address) => set({ address })}
        />
      ) : null}
      <Field
        label={text("settings-notices-quiet-from")}
        hint={text("settings-notices-quiet-hint")}
        error={say("quiet_from")}
        value={prefs.quiet_from ?? ""}
        onValue={(value) => set({ quiet_from: value })}
      />
      <Field
        label={text("settings-notices-quiet-to")}
        error={say("quiet_to")}
        value={prefs.quiet_to ?? ""}
        onValue={(value) => set({ quiet_to: value })}
      />
      <ButtonRow>
        <ActionButton type="submit">{text("settings-notices-save")}</ActionButton>
      </ButtonRow>
    </form>
  );
};

/** How a person wants to be told; the clinic's server knows it. */
export const NoticePrefsSection = (): ReactNode => {
  const text = useText();
  const { data, error, refetch } = settingsApi.useNoticePrefsQuery();
  const [start, setStart] = useState<NoticePrefs | null>(null);
  useEffect(() => {
    // The first answer fills the form; later ones do not overwrite what is being changed.
    setStart((now) => now ?? data ?? null);
  }, [data]);
  return (
    <Section title={text("settings-notices")}>
      {start ? <Form start={start} /> : null}
      {!start && error ? <ProblemView problem={error as Problem} onAction={() => void refetch()} /> : null}
      {!start && !error ? <Skeleton label={text("kit-loading")} /> : null}
    </Section>
  );
};
