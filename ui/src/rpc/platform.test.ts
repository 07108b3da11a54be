import { afterEach, describe, expect, it, vi } from "vitest";
import { openPlatform } from "./platform";

const TOKEN = "0f".repeat(32);

afterEach(() => {
  sessionStorage.clear();
  history.replaceState(null, "", "/clinic.html");
});

describe("where a page runs", () => {
  it("takes the token out of the address and keeps it for a reload", () => {
    history.replaceState(null, "", `/clinic.html?x=1#token=${TOKEN}`);
    expect(openPlatform("clinic").platform).toBe("loopback");
    expect(`${location.pathname}${location.search}${location.hash}`).toBe("/clinic.html?x=1");
    expect(openPlatform("clinic").platform).toBe("loopback");
  });

  it("takes no token that is none", () => {
    for (const hash of ["#token=abc", "#/patients/x", `#other=1&tokens=${TOKEN}`]) {
      history.replaceState(null, "", `/patient.html${hash}`);
      expect(openPlatform("patient").platform).toBe("web");
      expect(location.hash).toBe(hash);
    }
  });

  it("knows the app by what Tauri puts into its windows", () => {
    vi.stubGlobal("__TAURI_INTERNALS__", {});
    expect(openPlatform("clinic").platform).toBe("app");
  });
});
