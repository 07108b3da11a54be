import type { ReactNode } from "react";
import { PatientBanner } from "../../kit/PatientBanner";
import { Tag } from "../../kit/Tag";

const amina = {
  name: { family: "Yusuf", given: "Amina", prefix: "Mrs" },
  born: "1964-07-14",
  gender: "female",
  number: { value: "481 522 0736" },
};

export const Banners = (): ReactNode => (
  <>
    <PatientBanner
      patient={amina}
      allergies={{
        state: "known",
        items: [
          { substance: "penicillin", reaction: "anaphylaxis" },
          { substance: "latex", reaction: "rash" },
        ],
      }}
    />
    <PatientBanner
      patient={{ name: { text: "Mwangi, Peter" }, born: "~1958", died: "2026-03-02", gender: "male" }}
      allergies={{ state: "none" }}
    >
      <Tag kind="needs" icon="people">
        Same person?
      </Tag>
    </PatientBanner>
    <PatientBanner
      patient={{
        ...amina,
        name: { family: "Yusuf", given: "Aminata" },
        born: ["1964-07-14", "1964-06-14"],
        gender: "female",
      }}
      allergies={{ state: "absent" }}
    />
    <PatientBanner patient={{ name: {} }} allergies={{ state: "unknown" }} />
  </>
);
