import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** The width an element has been given, in CSS pixels; `start` until it is measured. */
export const useWidth = <E extends HTMLElement>(start: number): [ref: RefObject<E | null>, width: number] => {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(start);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => {
      const found = element.clientWidth;
      if (found > 0) setWidth(found);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
};
