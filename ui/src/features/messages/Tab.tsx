import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { Section } from "../../kit/Section";
import type { ThreadLine } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import { useWorkspace } from "../../shell/workspace";
import { size } from "../../theme/vars";
import { messagesApi } from "./api";
import { Conversation } from "./parts/Conversation";
import { SubjectList } from "./parts/SubjectList";

const Box = styled("div")({ padding: `6px ${size.padding} 20px`, display: "grid", gap: 14 });

/** The conversations of one patient, in their chart. */
export const Tab = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { open } = useWorkspace();
  const [chosen, setChosen] = useState<string | null>(null);
  const asked = messagesApi.useThreadsOfPatientQuery({ patient, limit: 200 });
  return (
    <Box>
      <Section
        title={text("messages-list")}
        action={
          <ActionButton kind="quiet" icon="plus" onClick={() => open("message-new", { patient })}>
            <Text id="messages-new" />
          </ActionButton>
        }
      >
        <Answer asked={asked}>
          {({ items }) => {
            const lines: ThreadLine[] = items.map((row) => ({ patient, name: null, row }));
            const doc = chosen ?? lines[0]?.row.doc ?? null;
            return lines.length === 0 ? (
              <Empty title={<Text id="messages-tab-none" />} why={<Text id="messages-tab-none-why" />} />
            ) : (
              <>
                <SubjectList lines={lines} current={doc} onOpen={setChosen} />
                {doc ? <Conversation key={doc} doc={doc} patient={patient} /> : null}
              </>
            );
          }}
        </Answer>
      </Section>
    </Box>
  );
};
