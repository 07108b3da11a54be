import { type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { type Column, DataTable } from "../../../kit/DataTable";
import { Empty } from "../../../kit/Empty";
import { SafeText } from "../../../kit/SafeText";
import { Tag, type TagKind } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { Invitation, InvitationState } from "../../../rpc/gen";
import { Whole, WideTable } from "../../../shell/WideTable";
import { RoleWords } from "./PeopleTable";
import { WithdrawDialog } from "./WithdrawDialog";

const LOOK: Record<InvitationState, TagKind> = { open: "needs", used: "ok", expired: "waiting", withdrawn: "waiting" };

const useColumns = (withdraw: (invitation: Invitation) => void): Column<Invitation>[] => {
  const text = useText();
  const format = useFormat();
  return [
    {
      id: "name",
      head: text("people-invitation-for"),
      width: "30%",
      cell: ({ name }) => <SafeText>{name === "" ? text("kit-no-name") : name}</SafeText>,
    },
    { id: "role", head: text("people-column-role"), cell: ({ role }) => <RoleWords role={role} /> },
    {
      id: "made",
      head: text("people-invitation-made"),
      wideOnly: true,
      cell: ({ created_at }) => format.staffDate(created_at),
    },
    {
      id: "until",
      head: text("people-invitation-until"),
      cell: ({ expires_at }) => <Whole>{format.staffDateTime(expires_at)}</Whole>,
    },
    {
      id: "state",
      head: text("people-invitation-state"),
      cell: ({ state }) => (
        <Tag kind={LOOK[state]}>
          <Text id={`people-state-${state}`} />
        </Tag>
      ),
    },
    {
      id: "act",
      head: text("people-invitation-act"),
      end: true,
      cell: (invitation) =>
        invitation.state === "open" ? (
          <ActionButton
            size="small"
            label={text("people-withdraw-whom", { name: invitation.name })}
            onClick={() => withdraw(invitation)}
          >
            <Text id="people-withdraw" />
          </ActionButton>
        ) : null,
    },
  ];
};

/** Invitations, newest first; an open one can be taken back. */
export const InvitationTable = ({ invitations }: { invitations: readonly Invitation[] }): ReactNode => {
  const text = useText();
  const [asking, setAsking] = useState<Invitation | null>(null);
  const columns = useColumns(setAsking);
  return (
    <>
      <WideTable>
        <DataTable
          label={text("people-invitations")}
          columns={columns}
          rows={invitations}
          rowKey={({ invitation }) => invitation}
          isQuiet={({ state }) => state !== "open"}
          empty={<Empty title={<Text id="people-invitation-none" />} why={<Text id="people-invitation-none-why" />} />}
        />
      </WideTable>
      {asking ? <WithdrawDialog invitation={asking} close={() => setAsking(null)} /> : null}
    </>
  );
};
