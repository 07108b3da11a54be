import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Disputed } from "../../kit/Disputed";
import { Flag } from "../../kit/Flag";
import { NotAgreed } from "../../kit/NotAgreed";
import { NotSentYet } from "../../kit/NotSentYet";
import { Tag } from "../../kit/Tag";

const Row = styled("div")({ display: "flex", flexWrap: "wrap", gap: 10, alignItems: "center" });

export const Tags = (): ReactNode => (
  <>
    <Row>
      <Tag kind="waiting">Asked for</Tag>
      <Tag kind="sending">Sending</Tag>
      <Tag kind="needs">Review due</Tag>
      <Tag kind="stopped">Erase asked</Tag>
      <Tag kind="ok">Confirmed erased</Tag>
      <Tag kind="high" icon="up">
        Urgent
      </Tag>
      <Tag kind="low" icon="dn">
        Falling
      </Tag>
      <Tag kind="plain">Draft</Tag>
    </Row>
    <Row>
      <Flag kind="high" />
      <Flag kind="low" />
      <NotSentYet />
      <NotAgreed />
      <Disputed values={["10 mg", "2.5 mg", "5 mg"]} />
    </Row>
  </>
);
