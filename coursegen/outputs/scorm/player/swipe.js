/* A finger drawn sideways turns the page, when nothing else may be meant by it. */
const SWIPE = {far: 60, slope: 0.5, long: 700, edge: 24};
const NO_SWIPE = 'input, select, textarea, button, audio, video, summary, .question, [role="slider"], [role="dialog"], [data-swipe="no"]';

/* In a frame of an LMS it is the window around it that is zoomed. */
function zoomed() {
  try {
    return window.top.visualViewport.scale > 1.05;
  } catch (unknown) {
    return false;
  }
}

/* `turn(way)`: 1 when the finger went to the left, -1 when to the right. */
function onSwipe(element, turn) {
  let start = null;

  function scrollsSideways(from) {
    for (let one = from; one && one !== element; one = one.parentElement) {
      if (one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX)) return true;
    }
    return false;
  }

  /* Sideways is ours: the browser would go back in its history as well. Who has zoomed in moves freely. */
  function claim() {
    element.parentElement.style.touchAction = zoomed() ? '' : 'pan-y pinch-zoom';
  }

  function begin(event) {
    const touch = event.touches[0];
    start = null;
    if (event.touches.length > 1 || touch.clientX < SWIPE.edge || touch.clientX > window.innerWidth - SWIPE.edge) return;
    if (zoomed() || event.target.closest(NO_SWIPE) || scrollsSideways(event.target)) return;
    start = {x: touch.clientX, y: touch.clientY, at: Date.now()};
  }

  function end(event) {
    const from = start, touch = event.changedTouches[0];
    start = null;
    claim();
    if (!from || event.touches.length || Date.now() - from.at > SWIPE.long || String(window.getSelection())) return;
    const x = touch.clientX - from.x, y = touch.clientY - from.y;
    if (Math.abs(x) >= SWIPE.far && Math.abs(y) <= Math.abs(x) * SWIPE.slope) turn(x < 0 ? 1 : -1);
  }

  claim();
  element.addEventListener('touchstart', begin, {passive: true});
  element.addEventListener('touchmove', event => { if (event.touches.length > 1) start = null; }, {passive: true});
  element.addEventListener('touchend', end, {passive: true});
  element.addEventListener('touchcancel', () => { start = null; }, {passive: true});
}
