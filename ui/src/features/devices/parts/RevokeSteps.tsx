import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { Icon } from "../../../kit/Icon";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import type { Device } from "../../../rpc/gen";
import { color, type } from "../../../theme/vars";
import { revokedStanding } from "../standing";
import { useSeen } from "./words";

const List = styled("ol")({
  listStyle: "none",
  margin: 0,
  padding: "10px 0 0",
  "& > li": { position: "relative", display: "flex", gap: 12, paddingBlockEnd: 16 },
  "& > li::before": {
    content: '""',
    position: "absolute",
    insetInlineStart: 10,
    insetBlock: "22px 0",
    borderInlineStart: `2px solid ${color.border.rule}`,
  },
  "& > li:last-of-type::before": { display: "none" },
  "& small": { ...type("small"), display: "block", color: color.text.muted },
});
const Dot = styled("span")({
  flex: "none",
  inlineSize: 22,
  blockSize: 22,
  display: "grid",
  placeItems: "center",
  borderRadius: "50%",
  border: `1.5px solid ${color.needs.line}`,
  color: color.needs.text,
  "&[data-done]": { background: color.ok.fill, color: color.ok.on, borderColor: color.ok.fill },
});

const Step = ({ done, children }: { done: boolean; children: ReactNode }): ReactNode => (
  <li>
    <Dot {...(done ? { "data-done": "" } : {})}>
      <Icon name={done ? "check" : "clock"} size={14} />
    </Dot>
    <div>{children}</div>
  </li>
);

/** What was done and what is still open after a device was shut out: a lost device hears nothing. */
export const RevokeSteps = ({ device, now }: { device: Device; now: number }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const seen = useSeen()(device.last_seen_at);
  const told = revokedStanding(device);
  const until = device.lease_until;
  return (
    <Section title={text("devices-steps")} level={3}>
      <List>
        <Step done>
          {device.revoked_at === null ? (
            <Text id="devices-state-blocked" />
          ) : (
            <Text id="devices-step-asked" args={{ time: format.staffDateTime(device.revoked_at) }} />
          )}
        </Step>
        <Step done>
          <Text id="devices-step-shut" />
        </Step>
        <Step done={told === "revoked_seen"}>
          {told === "revoked_seen" ? (
            <Text id="devices-step-seen" args={{ seen }} />
          ) : (
            <>
              {told === "revoked_never" ? (
                <Text id="devices-step-never" />
              ) : (
                <Text id="devices-step-unseen" args={{ seen }} />
              )}
              <small>
                <Text id="devices-step-told" />
              </small>
              {until === null ? null : (
                <small>
                  <Text
                    id={until > now ? "devices-step-lease" : "devices-step-lease-over"}
                    args={{ until: format.staffDateTime(until) }}
                  />
                </small>
              )}
            </>
          )}
          <small>
            <Text id="devices-step-erase" />
          </small>
        </Step>
      </List>
    </Section>
  );
};
