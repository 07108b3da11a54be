import { type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Dialog } from "../../../kit/Dialog";
import type { Invitation, Problem } from "../../../rpc/gen";
import { asProblem } from "../../../rpc/problem";
import { call } from "../../../rpc/rpc";
import { useNotices } from "../../../shell/notices";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { peopleApi } from "../api";

/** Asks before an invitation is taken back: its link cannot be made good again. */
export const WithdrawDialog = ({ invitation, close }: { invitation: Invitation; close: () => void }): ReactNode => {
  const text = useText();
  const { tell } = useNotices();
  const { refetch } = peopleApi.useInvitationListQuery();
  const [problem, setProblem] = useState<Problem | null>(null);
  const withdraw = async (): Promise<void> => {
    setProblem(null);
    try {
      await call("invitation_withdraw", { invitation: invitation.invitation });
      void refetch();
      tell("people-withdrawn");
      close();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      open
      title={text("people-withdraw-ask", { name: invitation.name })}
      onClose={close}
      actions={
        <>
          <ActionButton onClick={close}>
            <Text id="people-withdraw-keep" />
          </ActionButton>
          <ActionButton kind="danger" onClick={() => void withdraw()}>
            <Text id="people-withdraw" />
          </ActionButton>
        </>
      }
    >
      <p>
        <Text id="people-withdraw-why" />
      </p>
      {problem ? <ProblemView problem={problem} onAction={() => void withdraw()} /> : null}
    </Dialog>
  );
};
