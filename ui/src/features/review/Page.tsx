import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../i18n/text";
import { type Column, DataTable } from "../../kit/DataTable";
import { Empty } from "../../kit/Empty";
import { SafeText } from "../../kit/SafeText";
import { useFormat } from "../../kit/useFormat";
import type { Review } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { Whole, WideTable } from "../../shell/WideTable";
import { useWorkspace } from "../../shell/workspace";
import { color, size, weight } from "../../theme/vars";
import { reviewApi } from "./api";
import { kindWords } from "./words";

const Inset = styled("div")({ paddingInline: size.padding });
const What = styled("span")({ fontWeight: weight.medium });
const Nobody = styled("span")({ color: color.text.subtle });

const useColumns = (): Column<Review>[] => {
  const text = useText();
  const format = useFormat();
  return [
    {
      id: "person",
      head: text("review-column-person"),
      cell: ({ person }) =>
        person === "" ? <Nobody>{text("review-no-person")}</Nobody> : <SafeText>{person}</SafeText>,
    },
    {
      id: "patient",
      head: text("review-column-patient"),
      cell: ({ patient_name }) =>
        patient_name === "" ? <Nobody>{text("review-no-patient")}</Nobody> : <SafeText>{patient_name}</SafeText>,
    },
    {
      id: "what",
      head: text("review-column-what"),
      cell: ({ kind }) => {
        const { id, args } = kindWords(kind);
        return <What>{text(id, args)}</What>;
      },
    },
    { id: "written", head: text("review-column-written"), cell: ({ at }) => <Whole>{format.staffDateTime(at)}</Whole> },
    {
      id: "came",
      head: text("review-column-came"),
      wideOnly: true,
      cell: ({ received_at }) => <Whole>{format.staffDateTime(received_at)}</Whole>,
    },
  ];
};

const List = ({ items }: { items: readonly Review[] }): ReactNode => {
  const text = useText();
  const { current, open } = useWorkspace();
  const show = ({ review }: Review): void => open("review", { review });
  const columns = useColumns();
  return (
    <WideTable>
      <DataTable
        label={text("review-list")}
        columns={columns}
        rows={items}
        rowKey={({ review }) => review}
        onOpen={show}
        onSelect={show}
        selected={current?.kind === "review" ? (current.args["review"] ?? null) : null}
        empty={
          <Inset>
            <Empty title={<Text id="review-none" />} why={<Text id="review-none-why" />} />
          </Inset>
        }
      />
    </WideTable>
  );
};

/** What came too late and waits for a person, oldest first. */
export const Page = (): ReactNode => {
  const text = useText();
  const asked = reviewApi.useReviewListQuery();
  return (
    <Screen title={text("review-title")} under={text("review-lead")} padded={false}>
      <Answer asked={asked} remote inset>
        {({ items }) => <List items={items} />}
      </Answer>
    </Screen>
  );
};
