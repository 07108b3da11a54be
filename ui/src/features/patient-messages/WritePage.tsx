import { type ReactNode, useEffect, useState } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Field } from "../../kit/Field";
import { CardBox, Quiet, Stack } from "../../kit/Stack";
import { MESSAGE_MAX, SUBJECT_MAX, wordsFault } from "../../rpc/talk";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { QuestionPage } from "../../shell/QuestionPage";
import { useMe } from "../../shell/session";
import { type Message, useMessage } from "../../shell/write/useMessage";
import { Done } from "./parts/Done";
import { Urgent } from "./parts/Urgent";

const NoRecord = (): ReactNode => {
  const text = useText();
  return (
    <Screen title={text("patient-messages-write")}>
      <Stack>
        <CardBox>
          <Empty title={<Text id="patient-messages-no-record" />} why={<Text id="patient-messages-no-record-why" />} />
        </CardBox>
      </Stack>
    </Screen>
  );
};

type Step = "subject" | "text";

const MOST = { subject: SUBJECT_MAX, text: MESSAGE_MAX } as const;

const StepView = ({ step, message }: { step: Step; message: Message }): ReactNode => {
  const text = useText();
  const go = useNavigate();
  const [tried, setTried] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step starts without reproach
  useEffect(() => setTried(false), [step]);
  const found = wordsFault(message[step], MOST[step]);
  const words =
    found === "long"
      ? text("patient-messages-error-long", { most: MOST[step] })
      : text(`patient-messages-error-${step}`);
  const wrong = tried && found ? words : undefined;
  const next = async (): Promise<void> => {
    setTried(true);
    if (found !== null) return;
    if (step === "subject") return void go("/messages/new/text");
    const doc = await message.send();
    if (doc !== null) void go(`/messages/new/done?doc=${doc}`, { replace: true });
  };
  return (
    <QuestionPage
      title={text(`patient-messages-${step}-question`)}
      back={step === "subject" ? "/messages" : "/messages/new/subject"}
      backLabel={text("patient-messages-step-back")}
      step={text("patient-messages-step", { step: step === "subject" ? 1 : 2, steps: 2 })}
      onSubmit={() => void next()}
      foot={
        <ActionButton type="submit" kind="primary" wide>
          <Text id={step === "subject" ? "patient-messages-next" : "patient-messages-send"} />
        </ActionButton>
      }
    >
      <ErrorSummary
        title={text("patient-messages-error-list")}
        errors={wrong ? [{ field: `message-${step}`, message: wrong }] : []}
      />
      {message.problem ? <ProblemView problem={message.problem} onAction={() => void next()} /> : null}
      <Field
        id={`message-${step}`}
        label={text(`patient-messages-${step}`)}
        hint={step === "subject" ? text("patient-messages-subject-hint") : undefined}
        error={wrong}
        multiline={step === "text"}
        rows={7}
        value={message[step]}
        onValue={step === "subject" ? message.setSubject : message.setText}
        onBlur={message.flush}
      />
      {message.keptAt === null ? null : (
        <Quiet>
          <Text id="patient-messages-kept" />
        </Quiet>
      )}
      <Urgent />
    </QuestionPage>
  );
};

const Write = ({ patient, step }: { patient: string; step: Step }): ReactNode => {
  const message = useMessage({ key: "patient-message", patient });
  if (!message.ready) return null;
  if (step === "text" && wordsFault(message.subject, SUBJECT_MAX) !== null) {
    return <Navigate to="/messages/new/subject" replace />;
  }
  return <StepView step={step} message={message} />;
};

/** Begins a conversation: what it is about, what to say, where it is. */
export const Page = (): ReactNode => {
  const step = useParams()["step"] ?? "subject";
  const { patient } = useMe();
  if (patient === null) return <NoRecord />;
  if (step === "done") return <Done />;
  return <Write patient={patient} step={step === "text" ? "text" : "subject"} />;
};
