import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { nameOf } from "../../kit/PersonName";
import { recordApi } from "../record";

/** A panel stays while one looks elsewhere; over another patient's chart it says whose it is. */
export const OtherChart = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { pathname } = useLocation();
  const beside = /^\/patients\/([0-9a-f-]{36})/.exec(pathname)?.[1];
  const { data } = recordApi.usePatientQuery({ patient }, { skip: beside === patient });
  if (beside === patient || !data) {
    return null;
  }
  const name = nameOf({ text: data.line.name }) ?? text("kit-no-name");
  return beside === undefined ? (
    <p>{text("chart-panel-about", { name })}</p>
  ) : (
    <Callout kind="needs" live="alert">
      {text("chart-panel-other", { name })}
    </Callout>
  );
};
