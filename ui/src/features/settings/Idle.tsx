import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { CheckField } from "../../kit/CheckField";
import { Section } from "../../kit/Section";
import { SelectField } from "../../kit/SelectField";
import { lastVault, noteSeen, seenOf } from "../../shell/gate/seen";
import { IDLE_MINUTES, setIdle, useIdleMinutes } from "../../shell/prefs";
import { useSession } from "../../shell/session";

/** Whether this person's name stands on the lock screen; nobody's does by itself. */
const OnLockScreen = (): ReactNode => {
  const text = useText();
  const { me } = useSession();
  const vault = lastVault() ?? "";
  const [shown, setShown] = useState(() => seenOf(vault).name !== undefined);
  return (
    <CheckField
      label={text("settings-lock-name")}
      hint={text("settings-lock-name-hint")}
      checked={shown}
      onChecked={(on) => {
        noteSeen(vault, { name: on ? me.name : undefined });
        setShown(on);
      }}
    />
  );
};

/** When the device locks by itself. */
export const Idle = (): ReactNode => {
  const text = useText();
  const { local } = useSession();
  const minutes = useIdleMinutes();
  return (
    <Section title={text("settings-lock")}>
      <div style={{ display: "grid", gap: 12, paddingBlockStart: 12 }}>
        <SelectField
          label={text("settings-lock-when")}
          hint={text("settings-lock-hint")}
          options={IDLE_MINUTES.map((count) => ({
            value: String(count),
            label: text("settings-lock-minutes", { count }),
          }))}
          value={String(minutes)}
          onValue={(value) => setIdle(Number(value))}
        />
        {local ? <OnLockScreen /> : null}
      </div>
    </Section>
  );
};
