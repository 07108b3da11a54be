import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Icon } from "../kit/Icon";
import { CardBox, Lead, Line } from "../kit/Stack";
import { color } from "../theme/vars";
import { useSession } from "./session";
import { useSync } from "./sync/useSync";

/** Where a person's own work is: on this device, or with the server's verdict. On the web the server has it at once. */
export const useIsSent = (): { sent: boolean; at: number | null } => {
  const { local } = useSession();
  const sync = useSync();
  if (!local) return { sent: true, at: null };
  return sync ? { sent: sync.own.saved === 0, at: sync.sent_at } : { sent: false, at: null };
};

const Row = styled("div")({
  display: "flex",
  gap: 12,
  alignItems: "flex-start",
  "& > div": { minInlineSize: 0 },
  "& > svg": { color: color.waiting.text, marginBlockStart: 2 },
  "&[data-sent] > svg": { color: color.ok.text },
});

/** Says which of the two it is; changes by itself when the verdict comes. */
export const WhereItIs = ({
  sent,
  title,
  children,
}: {
  sent: boolean;
  title: ReactNode;
  children: ReactNode;
}): ReactNode => (
  <CardBox role="status">
    <Row {...(sent ? { "data-sent": "" } : {})}>
      <Icon name={sent ? "check" : "phone"} size={26} />
      <div>
        <Lead>{title}</Lead>
        <Line>{children}</Line>
      </div>
    </Row>
  </CardBox>
);
