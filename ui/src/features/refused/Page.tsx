import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Empty } from "../../kit/Empty";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { refusedApi } from "./api";
import { Refusal } from "./parts/Refusal";

/** Own changes that the clinic's server did not accept, oldest first; each stays until a person settles it. */
export const Page = (): ReactNode => {
  const text = useText();
  const asked = refusedApi.useRefusalsQuery();
  return (
    <Screen title={text("refused-title")} under={text("refused-under")}>
      <Answer asked={asked}>
        {({ refused }) =>
          refused.length === 0 ? (
            <Empty title={text("refused-empty")} why={text("refused-empty-why")} />
          ) : (
            <section aria-label={text("refused-list")}>
              {refused.map((line) => (
                <Refusal key={String(line.ctr)} line={line} />
              ))}
            </section>
          )
        }
      </Answer>
    </Screen>
  );
};
