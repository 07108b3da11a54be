import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { Text, useText } from "../../i18n/text";
import { Empty } from "../../kit/Empty";
import type { ThreadLine } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { color, size } from "../../theme/vars";
import { messagesApi } from "./api";
import { Conversation } from "./parts/Conversation";
import { ThreadList } from "./parts/ThreadList";

const Split = styled("div")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 340px) minmax(0, 1fr)",
  "& > :last-child": { borderInlineStart: `1px solid ${color.border.hairline}`, minInlineSize: 0 },
  "@media (max-width: 1023.95px)": {
    gridTemplateColumns: "minmax(0, 1fr)",
    "& > :last-child": { borderInlineStart: 0 },
    "&[data-open] > :first-of-type": { display: "none" },
    "&:not([data-open]) > :last-child": { display: "none" },
  },
});
const Inset = styled("div")({ paddingInline: size.padding });

const Shown = ({ threads, more }: { threads: readonly ThreadLine[]; more: boolean }): ReactNode => {
  const go = useNavigate();
  const doc = useParams()["doc"];
  const open = threads.find(({ row }) => row.doc === doc);
  if (threads.length === 0) {
    return (
      <Inset>
        <Empty title={<Text id="messages-none" />} why={<Text id="messages-none-why" />} />
      </Inset>
    );
  }
  return (
    <Split {...(open ? { "data-open": "" } : {})}>
      <div>
        <ThreadList
          threads={threads}
          current={doc ?? null}
          more={more}
          onOpen={({ row }) => void go(`/messages/${row.doc}`)}
        />
      </div>
      {open ? (
        <Conversation key={open.row.doc} doc={open.row.doc} patient={open.patient} name={open.name} back="/messages" />
      ) : (
        <Inset>
          <Empty title={<Text id="messages-choose" />} why={<Text id="messages-choose-why" />} />
        </Inset>
      )}
    </Split>
  );
};

/** Every conversation that this device holds, the one written to last first. */
export const Page = (): ReactNode => {
  const text = useText();
  const asked = messagesApi.useThreadsRecentQuery();
  return (
    <Screen title={text("messages-title")} padded={false}>
      <Answer asked={asked} inset>
        {(data) => <Shown {...data} />}
      </Answer>
    </Screen>
  );
};
