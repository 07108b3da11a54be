import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A bound for what never comes, not a wait for what does: two busy cores may take seconds to load a language.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
});
