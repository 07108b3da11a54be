import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { MedicineLine } from "../../kit/MedicineLine";
import { NotAgreed } from "../../kit/NotAgreed";
import { Provenance } from "../../kit/Provenance";
import { color } from "../../theme/vars";

const Row = styled("div")({
  paddingBlock: 8,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  display: "grid",
  gap: 2,
});

const amlodipine = { name: "Amlodipine", form: "tablet", route: "oral", frequency: "once daily" };

export const Medicines = (): ReactNode => (
  <div>
    <Row>
      <MedicineLine
        medicine={{
          name: "metformin",
          form: "tablet",
          dose: "500",
          unit: "mg",
          route: "oral",
          frequency: "twice daily",
        }}
      />
      <Provenance at="2021-03-03" by="Dr R Adeyemi" since />
    </Row>
    <Row>
      <MedicineLine medicine={amlodipine} disputed={["10 mg", "2.5 mg"]} />
      <span>
        <NotAgreed />
      </span>
    </Row>
    <Row>
      <MedicineLine
        medicine={{
          name: "salbutamol",
          brand: "Ventolin",
          form: "inhaler",
          dose: "200.0",
          unit: "ug",
          route: "inhaled",
        }}
      />
      <Provenance at={new Date(2026, 10, 23, 10, 4).getTime()} by="J Okoth" device="Outreach laptop 2" unsent />
    </Row>
    <Row>
      <MedicineLine
        medicine={{ name: "ibuprofen", form: "tablet", dose: "400", unit: "mg", route: "oral" }}
        ended="stopped 12-Nov-2026"
      />
    </Row>
    <Row>
      <MedicineLine
        medicine={{ name: "levothyroxine sodium with a very long name that wraps", dose: ".050", unit: "mg" }}
      />
    </Row>
  </div>
);
