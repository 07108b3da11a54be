import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { PatientBanner } from "../../../kit/PatientBanner";
import type { PatientOpen } from "../../../rpc/gen";
import { allergyStateOf, bannerOf } from "../../../shell/banner";
import { InBannerPlace } from "../../../shell/frame/BannerSlot";
import { type ChartFacts, decidePath } from "../../../shell/record";
import { Notes } from "./styles";

/** Who this is about, over chart and panel. Until the chart is read nothing is said of allergies. */
export const Banner = ({ open, chart }: { open: PatientOpen; chart: ChartFacts | undefined }): ReactNode => {
  const text = useText();
  const { patient, disputed } = bannerOf(open);
  const [field] = disputed;
  return (
    <InBannerPlace>
      <PatientBanner patient={patient} allergies={allergyStateOf(chart?.allergies)} />
      {field ? (
        <Notes>
          <Callout
            kind="needs"
            action={
              <ActionButton size="small" href={decidePath(open.line.patient, ["person", field])}>
                {text("chart-identity-decide")}
              </ActionButton>
            }
          >
            {text("chart-identity-two")}
          </Callout>
        </Notes>
      ) : null}
    </InBannerPlace>
  );
};
