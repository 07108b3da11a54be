import { styled } from "@mui/material/styles";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Link } from "react-router";
import { useText } from "../i18n/text";
import { Icon } from "../kit/Icon";
import { color, size, type, weight } from "../theme/vars";

const Form = styled("form")({
  display: "flex",
  flexDirection: "column",
  // What is left between the line at the top and the tabs, so that the button stands at the foot.
  minBlockSize: "calc(100dvh - 117px - env(safe-area-inset-bottom))",
  marginBlockEnd: -24,
  background: color.surface.canvas,
  maxInlineSize: 600,
  marginInline: "auto",
  inlineSize: "100%",
});
const Top = styled("div")({
  flex: "1 0 auto",
  display: "grid",
  alignContent: "start",
  gap: 14,
  paddingInline: size.padding,
  paddingBlockEnd: 20,
  gridTemplateColumns: "minmax(0, 1fr)",
});
const Back = styled(Link)({
  display: "inline-flex",
  alignItems: "center",
  justifySelf: "start",
  gap: 6,
  minBlockSize: 48,
  marginBlockStart: 6,
  color: color.primary.text,
  fontWeight: weight.medium,
  textDecoration: "none",
  "&:hover": { textDecoration: "underline" },
});
const Step = styled("p")({ ...type("small"), color: color.text.muted, margin: 0 });
const Title = styled("h1")({ ...type("title"), margin: 0, overflowWrap: "anywhere", "&:focus": { outline: "none" } });
const Foot = styled("div")({
  position: "sticky",
  // Above the tabs, which stay where they are.
  insetBlockEnd: "calc(76px + env(safe-area-inset-bottom))",
  display: "grid",
  gap: 10,
  padding: `14px ${size.padding} 20px`,
  background: color.surface.raised,
  borderBlockStart: `1px solid ${color.border.hairline}`,
});

export interface QuestionPageProps {
  /** The one question. */
  title: string;
  /** Where the way back leads, as a path. */
  back: string;
  backLabel: string;
  /** `Step 2 of 5`. */
  step?: string | undefined;
  /** What carries on, fixed at the foot; none on a page that only shows something. */
  foot?: ReactNode;
  onSubmit?: () => void;
  children?: ReactNode;
}

/** One matter a page: the way back, which step it is, the question, its answer, and one button at the foot. */
export const QuestionPage = (props: QuestionPageProps): ReactNode => {
  const { title, back, backLabel, step, foot, onSubmit, children } = props;
  const text = useText();
  const product = text("shell-product");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new question takes the focus, as each new page does
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  const whole = (
    <>
      <Top>
        <Back to={back}>
          <Icon name="left" size={20} />
          {backLabel}
        </Back>
        <div>
          {step ? <Step>{step}</Step> : null}
          <Title ref={heading} tabIndex={-1}>
            {title}
          </Title>
        </div>
        {children}
      </Top>
      {foot ? <Foot>{foot}</Foot> : null}
    </>
  );
  return foot ? (
    <Form noValidate onSubmit={submit}>
      {whole}
    </Form>
  ) : (
    <Form as="div">{whole}</Form>
  );
};
