/* global axe -- put into the page before this file */

/** What the tests ask a page in the browser; put into it as text. */
globalThis.probe = {
  shown: (selector) => [...document.querySelectorAll(selector)].filter((each) => each.getClientRects().length > 0),

  violations: async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  },

  /** Boxes of the labels that are shown, and of the map. */
  labels: () => {
    const box = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { text: element.textContent, left, right, top, bottom };
    };
    return { labels: globalThis.probe.shown('.map text').map(box), map: box(document.querySelector('.map')) };
  },
};
