import { styled } from "@mui/material/styles";
import { Component, type ReactNode, useState } from "react";
import { useText } from "../i18n/text";
import { ActionButton } from "../kit/ActionButton";
import { ButtonRow } from "../kit/ButtonRow";
import { Empty } from "../kit/Empty";
import { typedTexts } from "./drafts";
import { copyText } from "./problem/report";

const Box = styled("div")({ padding: 20 });

/** What stands in place of a screen that stopped. */
export const Stopped = ({ again }: { again: () => void }): ReactNode => {
  const text = useText();
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    const typed = await typedTexts();
    if (typed === "") {
      setSaid(text("shell-crash-nothing"));
    } else if (await copyText(typed)) {
      setSaid(text("shell-crash-copied"));
    }
  };
  return (
    <Box role="alert">
      <Empty
        title={text("shell-crash")}
        why={text("shell-crash-why")}
        action={
          <ButtonRow>
            <ActionButton kind="primary" onClick={again}>
              {text("shell-crash-again")}
            </ActionButton>
            <ActionButton onClick={() => void copy()}>{text("shell-crash-copy")}</ActionButton>
            <span role="status">{said}</span>
          </ButtonRow>
        }
      />
    </Box>
  );
};

interface Props {
  children: ReactNode;
  /** A new value opens the screen again: the address it belongs to. */
  at?: string;
}

/** Keeps a mistake inside one screen: the banner, the rail and the sync chip stay. The one class of the code: React
 * tells of a child's error through a class's methods only. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (before.at !== this.props.at && this.state.failed) {
      this.setState({ failed: false });
    }
  }

  override render(): ReactNode {
    return this.state.failed ? <Stopped again={() => this.setState({ failed: false })} /> : this.props.children;
  }
}
