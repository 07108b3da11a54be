/** The keys that work on every screen of an open session. */
import { useEffect } from "react";
import { actionsOf, sectionsOf, useFeatures } from "../features";
import { comboOf, keyCombo, pressed, useKey } from "../keys";
import { openKeys, openPalette } from "../palette/open";
import { useActionContext } from "../useActionContext";
import { sectionKey } from "./Rail";
import { useRegions } from "./regions";

export const useFrameKeys = (): void => {
  const context = useActionContext();
  const features = useFeatures();
  useRegions();
  useKey("palette", openPalette);
  useKey("keys", openKeys);
  useKey("lock", context.lock);
  useKey("back", () => window.history.back());
  useEffect(() => {
    const sections = sectionsOf(features);
    const acts = actionsOf(features);
    const hear = (event: KeyboardEvent): void => {
      pressed(event);
      if (event.defaultPrevented || event.isComposing) {
        return;
      }
      const combo = comboOf(event);
      const section = sections.find((_, at) => {
        const key = sectionKey(at);
        return key !== null && keyCombo(key) === combo;
      });
      const act = acts.find(({ keys, when }) => keys && keyCombo(keys) === combo && (when?.(context) ?? true));
      if (section) {
        event.preventDefault();
        context.go(`/${section.path}`);
      } else if (act) {
        event.preventDefault();
        act.run(context);
      }
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [features, context]);
};
