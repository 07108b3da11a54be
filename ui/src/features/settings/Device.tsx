import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { useDensity } from "../../kit/Density";
import { Facts } from "../../kit/Facts";
import { Ltr } from "../../kit/Ltr";
import { Section } from "../../kit/Section";
import { useFormat } from "../../kit/useFormat";
import type { Problem } from "../../rpc/gen";
import { ProblemView } from "../../shell/problem/ProblemView";
import { color, type } from "../../theme/vars";
import { settingsApi } from "./api";

const Padded = styled("div")({ display: "grid", gap: 10, paddingBlockStart: 12 });
const Hint = styled("p")({ ...type("small"), color: color.text.muted, margin: 0 });

/** This enrolment: which server, which words, how long offline; and about the app. */
export const Device = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const patient = useDensity() === "patient";
  const { data, error, refetch } = settingsApi.useDeviceInfoQuery();
  const until = data
    ? patient
      ? format.patientDateTime(data.lease_until)
      : format.staffDateTime(data.lease_until)
    : "";
  return (
    <>
      <Section title={text("settings-device")}>
        <Padded>
          {error ? <ProblemView problem={error as Problem} onAction={() => void refetch()} /> : null}
          {data ? (
            <>
              <Facts
                facts={[
                  { label: text("settings-device-server"), value: <Ltr>{data.server}</Ltr> },
                  { label: text("settings-device-words"), value: <Ltr>{data.server_words}</Ltr> },
                  { label: text("settings-device-lease"), value: until },
                  { label: text("settings-device-records"), value: format.number(data.documents) },
                  ...(patient
                    ? []
                    : [{ label: text("settings-device-patients"), value: format.number(data.patients) }]),
                  { label: text("settings-device-id"), value: <Ltr>{data.device}</Ltr> },
                ]}
              />
              <Hint>{text("settings-device-words-hint")}</Hint>
            </>
          ) : null}
        </Padded>
      </Section>
      <Section title={text("settings-about")}>
        <Padded>
          {data ? <Facts facts={[{ label: text("settings-version"), value: <Ltr>{data.version}</Ltr> }]} /> : null}
          <Hint>{text("settings-about-licence")}</Hint>
        </Padded>
      </Section>
    </>
  );
};
