import type { ReactNode } from "react";
import { Facts } from "../../kit/Facts";
import { PersonName } from "../../kit/PersonName";

const names = [
  { label: "Plain", name: { family: "Yusuf", given: "Amina" } },
  { label: "Arabic", name: { family: "يوسف", given: "أمينة" } },
  { label: "Turned", name: { family: "Safe\u202Egnol", given: "A\u200Bmina" } },
  { label: "Emoji", name: { family: "Okoth 👩🏾‍⚕️", given: "🦒" } },
  { label: "300", name: { family: "Wolfeschlegelsteinhausen".repeat(12).slice(0, 280), given: "Hubert" } },
  { label: "None", name: {} },
];

export const Names = (): ReactNode => (
  <Facts facts={names.map(({ label, name }) => ({ label, value: <PersonName name={name} /> }))} />
);
