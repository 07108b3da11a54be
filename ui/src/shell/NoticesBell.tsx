import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../i18n/text";
import { iconLook } from "../kit/buttonLook";
import { Icon } from "../kit/Icon";
import { color } from "../theme/vars";
import { shellApi } from "./api";

const Mark = styled("span")({
  position: "absolute",
  insetBlockStart: 5,
  insetInlineEnd: 5,
  inlineSize: 9,
  blockSize: 9,
  borderRadius: "50%",
  background: color.primary.fill,
  border: `2px solid ${color.surface.canvas}`,
  "@media (forced-colors: active)": { background: "Highlight" },
});

const Bell = styled("a")(iconLook);

/** The way to the notices; says how many are new. Without a connection it is only the way. */
export const NoticesBell = (): ReactNode => {
  const text = useText();
  const { data } = shellApi.useUnseenQuery();
  const unseen = data?.unseen ?? 0;
  const words = text("notices-title");
  return (
    <Bell
      href="#/notices"
      aria-label={unseen > 0 ? `${words}, ${text("notices-unseen", { count: unseen })}` : words}
      title={words}
    >
      <Icon name="bell" size={20} />
      {unseen > 0 ? <Mark /> : null}
    </Bell>
  );
};
