import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { type MessageId, Text, useText } from "../../i18n/text";
import { Facts } from "../../kit/Facts";
import { Ltr } from "../../kit/Ltr";
import { SafeText } from "../../kit/SafeText";
import { Section } from "../../kit/Section";
import { useFormat } from "../../kit/useFormat";
import type { Review } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import type { WorkspaceProps } from "../../shell/feature";
import { PanelSheet } from "../../shell/PanelSheet";
import { color, size } from "../../theme/vars";
import { reviewApi } from "./api";
import { SettleForm } from "./parts/SettleForm";
import { kindWords } from "./words";

const Words = styled("blockquote")({
  margin: "10px 0 0",
  padding: "10px 12px",
  background: color.surface.sunken,
  borderRadius: size.radius,
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
});

const ReviewFacts = ({ item }: { item: Review }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { data } = reviewApi.useReviewDevicesQuery();
  const machine = data?.devices.find(({ device }) => device === item.device)?.machine;
  return (
    <Facts
      facts={[
        {
          label: text("review-fact-person"),
          value: <SafeText>{item.person === "" ? text("review-no-person") : item.person}</SafeText>,
        },
        {
          label: text("review-fact-device"),
          value: machine ? <SafeText>{machine}</SafeText> : <Ltr>{item.device.slice(0, 8)}</Ltr>,
        },
        {
          label: text("review-fact-patient"),
          value: <SafeText>{item.patient_name === "" ? text("review-no-patient") : item.patient_name}</SafeText>,
        },
        { label: text("review-fact-written"), value: format.staffDateTime(item.at) },
        { label: text("review-fact-came"), value: format.staffDateTime(item.received_at) },
        { label: text("review-fact-why"), value: text(`error-${item.code.replaceAll("_", "-")}` as MessageId) },
      ]}
    />
  );
};

const Body = ({ item, close }: { item: Review; close: () => void }): ReactNode => {
  const text = useText();
  return (
    <>
      <ReviewFacts item={item} />
      <Section title={text("review-fact-what")} level={3}>
        <Words>{item.text === null ? <Text id="review-no-text" /> : <SafeText>{item.text}</SafeText>}</Words>
      </Section>
      <SettleForm item={item} close={close} />
    </>
  );
};

/** One late edit with what it was to write, and the two ways to settle it. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const text = useText();
  const asked = reviewApi.useReviewListQuery();
  const item = asked.data?.items.find(({ review }) => review === args["review"]);
  const words = item ? kindWords(item.kind) : null;
  return (
    <PanelSheet title={words ? text(words.id, words.args) : text("review-title")} onClose={close}>
      <Answer asked={asked} remote>
        {() => (item ? <Body key={item.review} item={item} close={close} /> : <Text id="review-none" />)}
      </Answer>
    </PanelSheet>
  );
};
