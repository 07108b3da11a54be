import type { ReactNode } from "react";
import { ActionButton } from "../../kit/ActionButton";
import { Card } from "../../kit/Card";
import { Empty } from "../../kit/Empty";
import { Facts } from "../../kit/Facts";

export const Nothing = (): ReactNode => (
  <>
    <Empty
      title="No allergies recorded"
      why="Nobody has asked yet. This is not the same as no known allergies."
      action={<ActionButton size="small">Record allergies</ActionButton>}
    />
    <Facts
      facts={[
        { label: "Phone", value: "0700 000 418" },
        { label: "Lives in", value: "Kisian, house 12" },
        { label: "Doctor", value: "Dr Ruth Adeyemi" },
      ]}
    />
    <Card title="Medicines today" aside="1 of 2 taken">
      <p>Morning: 1 metformin, 1 lisinopril</p>
    </Card>
  </>
);
