import { type ReactNode, Suspense, useDeferredValue } from "react";
import { useParams } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { nameOf } from "../../kit/PersonName";
import { TabNav } from "../../kit/TabNav";
import { asProblem } from "../../rpc/problem";
import { ErrorBoundary } from "../../shell/ErrorBoundary";
import { useChartTabs } from "../../shell/features";
import { Page as Screen } from "../../shell/Page";
import { tabOf } from "../../shell/part";
import { ProblemView } from "../../shell/problem/ProblemView";
import { recordApi, useChart } from "../../shell/record";
import { useWorkspace } from "../../shell/workspace";
import { useMayChart } from "../../shell/write/useMayChart";
import { Banner } from "./parts/Banner";
import { Fresh } from "./parts/Fresh";
import { Summary } from "./parts/Summary";
import { Actions, Tabs } from "./parts/styles";

const AddActions = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { open } = useWorkspace();
  const may = useMayChart();
  if (!may) {
    return null;
  }
  return (
    <ActionButton size="small" icon="pulse" onClick={() => open("vitals", { patient })}>
      {text("chart-add-vitals")}
    </ActionButton>
  );
};

/** What is under the tabs: the summary, a feature's tab, or that there is no such part. */
const Part = ({ patient, tab }: { patient: string; tab: string | undefined }): ReactNode => {
  const text = useText();
  const tabs = useChartTabs();
  // Who it is and what harms them is on the screen first; the rest is drawn right after.
  const drawn = useDeferredValue(true, false);
  if (!drawn) {
    return null;
  }
  if (tab === undefined) {
    return <Summary patient={patient} />;
  }
  const found = tabs.find(({ path }) => path === tab);
  if (!found) {
    return <Empty title={text("chart-tab-missing")} />;
  }
  const Tab = tabOf(found);
  return <Tab patient={patient} />;
};

const Missing = (): ReactNode => {
  const text = useText();
  return (
    <Screen title={text("chart-missing")}>
      <Empty
        title={text("chart-missing-why")}
        action={<ActionButton href="#/patients">{text("chart-missing-next")}</ActionButton>}
      />
    </Screen>
  );
};

/** A patient's chart. The banner stays whatever part is shown, also when that part stops. */
export const Page = (): ReactNode => {
  const text = useText();
  const { patient = "", tab } = useParams();
  const tabs = useChartTabs();
  // The current answer only: what was asked about the patient before is never shown under this address.
  const { currentData: open, error } = recordApi.usePatientQuery({ patient });
  const chart = useChart(patient);
  if (error?.code === "not_found") {
    return <Missing />;
  }
  if (!open) {
    return error ? (
      <Screen title={text("chart-title")}>
        <ProblemView problem={asProblem(error)} />
      </Screen>
    ) : null;
  }
  // Both answers come within a moment of each other: drawn once, with the allergies in sight from the start.
  if (!chart.data && !chart.problem) {
    return null;
  }
  const name = nameOf({ text: open.line.name }) ?? text("kit-no-name");
  const place = (path: string): string => `#/patients/${patient}${path === "" ? "" : `/${path}`}`;
  const all = [
    { path: "", label: text("chart-summary") },
    ...tabs.map(({ path, label }) => ({ path, label: text(label) })),
  ];
  const links = all.map(({ path, label }) => ({ href: place(path), label, current: path === (tab ?? "") }));
  return (
    <Screen title={name} hiddenTitle padded={false}>
      <Banner open={open} chart={chart.data} />
      <Tabs>
        <TabNav label={text("chart-tabs")} tabs={links} />
        <Actions>
          <Fresh chart={chart.data} />
          <AddActions patient={patient} />
        </Actions>
      </Tabs>
      {chart.problem ? <ProblemView problem={chart.problem} /> : null}
      <ErrorBoundary at={`${patient}/${tab ?? ""}`}>
        <Suspense fallback={null}>
          <Part patient={patient} tab={tab} />
        </Suspense>
      </ErrorBoundary>
    </Screen>
  );
};
