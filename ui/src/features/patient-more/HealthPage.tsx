import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Card } from "../../kit/Card";
import { SafeText } from "../../kit/SafeText";
import { CardBox, Line, Quiet, Rows } from "../../kit/Stack";
import { Tag } from "../../kit/Tag";
import { useFormat } from "../../kit/useFormat";
import { type PlainAllergy, type PlainProblem, plainAllergies, plainProblems } from "../../rpc/plain";
import { Answer } from "../../shell/Answer";
import { useMe } from "../../shell/session";
import { weight } from "../../theme/vars";
import { patientMoreApi } from "./api";
import { Under } from "./parts/Under";

const Name = styled("strong")({ fontWeight: weight.strong, marginInlineEnd: 8 });

const Checking = (): ReactNode => (
  <Quiet>
    <Text id="patient-more-checking" />
  </Quiet>
);

const Allergy = ({ allergy }: { allergy: PlainAllergy }): ReactNode => {
  const text = useText();
  return (
    <li>
      <Name>
        <SafeText>{allergy.name}</SafeText>
      </Name>
      {allergy.serious ? (
        <Tag kind="high" icon="alert">
          {text("patient-more-serious")}
        </Tag>
      ) : null}
      {allergy.reaction ? <Quiet>{text("patient-more-reaction", { reaction: allergy.reaction })}</Quiet> : null}
      {allergy.checking ? <Checking /> : null}
    </li>
  );
};

const Allergies = ({ allergies, noneKnown }: { allergies: readonly PlainAllergy[]; noneKnown: boolean }): ReactNode => {
  const text = useText();
  return (
    <Card title={text("patient-more-allergies")}>
      {allergies.length > 0 ? (
        <Rows>
          {allergies.map((one) => (
            <Allergy key={one.item} allergy={one} />
          ))}
        </Rows>
      ) : (
        <Line>
          <Text id={noneKnown ? "patient-more-allergies-none-known" : "patient-more-allergies-none"} />
        </Line>
      )}
    </Card>
  );
};

const Problems = ({ problems }: { problems: readonly PlainProblem[] }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <Card title={text("patient-more-problems")}>
      {problems.length === 0 ? (
        <Line>
          <Text id="patient-more-problems-none" />
        </Line>
      ) : (
        <Rows>
          {problems.map((one) => (
            <li key={one.item}>
              <Name>
                <SafeText>{one.name}</SafeText>
              </Name>
              {one.past ? <Tag kind="waiting">{text("patient-more-past")}</Tag> : null}
              {one.onset ? <Quiet>{text("patient-more-since", { date: format.patientDate(one.onset) })}</Quiet> : null}
              {one.checking ? <Checking /> : null}
            </li>
          ))}
        </Rows>
      )}
    </Card>
  );
};

const Health = ({ patient }: { patient: string }): ReactNode => (
  <Answer asked={patientMoreApi.useMoreChartQuery({ patient })}>
    {({ items }) => (
      <>
        <Allergies {...plainAllergies(items)} />
        <Problems problems={plainProblems(items)} />
      </>
    )}
  </Answer>
);

/** Allergies and health problems in plain words. */
export const Page = (): ReactNode => {
  const text = useText();
  const { patient } = useMe();
  return (
    <Under title={text("patient-more-health")}>
      {patient === null ? null : <Health patient={patient} />}
      <CardBox>
        <Line>
          <Text id="patient-more-wrong" />
        </Line>
        <ActionButton href="#/messages/new" wide>
          <Text id="patient-more-wrong-act" />
        </ActionButton>
      </CardBox>
    </Under>
  );
};
