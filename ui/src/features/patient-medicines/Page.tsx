import { type ReactNode, useState } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { CardBox, Line, Stack } from "../../kit/Stack";
import { type PlainMedicine, plainMedicines } from "../../rpc/plain";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { useMe } from "../../shell/session";
import { patientMedicinesApi } from "./api";
import { MedicineCard } from "./parts/MedicineCard";

const None = (): ReactNode => (
  <CardBox>
    <Empty
      title={<Text id="patient-medicines-none" />}
      why={<Text id="patient-medicines-none-why" />}
      action={
        <ActionButton href="#/messages/new">
          <Text id="patient-medicines-none-act" />
        </ActionButton>
      }
    />
  </CardBox>
);

const Stopped = ({ medicines }: { medicines: readonly PlainMedicine[] }): ReactNode => {
  const [open, setOpen] = useState(false);
  if (medicines.length === 0) return null;
  return (
    <>
      <div>
        <ActionButton kind="quiet" icon={open ? "up" : "down"} expanded={open} onClick={() => setOpen(!open)}>
          <Text id="patient-medicines-stopped-show" args={{ count: medicines.length }} />
        </ActionButton>
      </div>
      {open ? medicines.map((one) => <MedicineCard key={one.item} medicine={one} />) : null}
    </>
  );
};

const List = ({ medicines }: { medicines: readonly PlainMedicine[] }): ReactNode => {
  const now = medicines.filter((one) => one.state !== "stopped");
  return (
    <>
      {now.length === 0 ? (
        <None />
      ) : (
        <>
          <Line>
            <Text id="patient-medicines-lead" />
          </Line>
          {now.map((one) => (
            <MedicineCard key={one.item} medicine={one} />
          ))}
        </>
      )}
      <Stopped medicines={medicines.filter((one) => one.state === "stopped")} />
    </>
  );
};

const Medicines = ({ patient }: { patient: string }): ReactNode => (
  <Answer asked={patientMedicinesApi.usePatientMedicinesQuery({ patient })}>
    {({ items, conflicts }) => <List medicines={plainMedicines(items, conflicts)} />}
  </Answer>
);

/** Each medicine and how to take it, in whole sentences. */
export const Page = (): ReactNode => {
  const text = useText();
  const { patient } = useMe();
  return (
    <Screen title={text("patient-medicines-title")}>
      <Stack>{patient === null ? <None /> : <Medicines patient={patient} />}</Stack>
    </Screen>
  );
};
