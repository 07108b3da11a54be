import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import type { InvitationOpen } from "../../rpc/gen";
import type { WorkspaceProps } from "../../shell/feature";
import { PanelSheet } from "../../shell/PanelSheet";
import { InviteForm } from "./parts/InviteForm";
import { Made } from "./parts/Made";

/** Invites somebody: the form, then the link, once. */
export const Workspace = ({ close }: WorkspaceProps): ReactNode => {
  const text = useText();
  const [made, setMade] = useState<{ invitation: InvitationOpen; name: string } | null>(null);
  return (
    <PanelSheet
      title={made ? text("people-made-title", { name: made.name }) : text("people-form-title")}
      onClose={close}
    >
      {made ? (
        <Made invitation={made.invitation} close={close} />
      ) : (
        <InviteForm close={close} made={(invitation, name) => setMade({ invitation, name })} />
      )}
    </PanelSheet>
  );
};
