import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { QuestionPage } from "../../../shell/QuestionPage";

/** A page under More, with the way back to it. */
export const Under = ({ title, children }: { title: string; children: ReactNode }): ReactNode => {
  const text = useText();
  return (
    <QuestionPage title={title} back="/more" backLabel={text("patient-more-back")}>
      {children}
    </QuestionPage>
  );
};
