import type { ReactNode } from "react";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { IconAction } from "../../kit/IconAction";
import { MoreMenu } from "../../kit/MoreMenu";
import { Tip } from "../../kit/Tip";

const nothing = (): void => undefined;

export const Buttons = (): ReactNode => (
  <>
    <ButtonRow>
      <ActionButton kind="primary" keys="Ctrl+Enter">
        Review and sign
      </ActionButton>
      <ActionButton keys="Esc">Cancel</ActionButton>
    </ButtonRow>
    <ButtonRow>
      <ActionButton kind="quiet" icon="plus">
        Start medicine
      </ActionButton>
      <ActionButton kind="danger">Erase</ActionButton>
      <Tip words="Help">
        <IconAction icon="help" label="Help" onClick={nothing} />
      </Tip>
      <MoreMenu
        label="More acts"
        acts={[
          { label: "Stop metformin", run: nothing },
          { label: "Entered in error", run: nothing },
        ]}
      />
    </ButtonRow>
    <ButtonRow>
      <ActionButton notReady="Give a reason first" keys="Ctrl+Enter">
        Not ready yet
      </ActionButton>
      <ActionButton size="small">Small</ActionButton>
      <ActionButton size="small" pressed>
        20 mg
      </ActionButton>
      <ActionButton icon="lock" keys="Ctrl+L">
        Lock
      </ActionButton>
    </ButtonRow>
  </>
);
