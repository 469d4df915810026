/* One small window at a time, beside what opened it. Closed by Escape, by its cross or by a press elsewhere. */
function popups(words) {
  const text = document.getElementById('text');
  let shown = null;

  function close(back) {
    if (!shown) return;
    const was = shown;
    shown = null;
    was.box.remove();
    document.removeEventListener('keydown', key, true);
    document.removeEventListener('click', press, true);
    if (was.opener.hasAttribute('aria-expanded')) was.opener.setAttribute('aria-expanded', 'false');
    if (back && was.opener.isConnected) was.opener.focus();
  }

  function press(event) {
    if (shown.box.contains(event.target)) return;
    const own = shown.opener.contains(event.target);
    close(own);
    if (own) event.stopPropagation();
  }

  /* Tab goes round inside, so that it never falls behind the page. */
  function round(event) {
    const stops = shown.box.querySelectorAll('a[href], button');
    const last = stops[stops.length - 1], edge = event.shiftKey ? stops[0] : last;
    if (document.activeElement !== edge && document.activeElement !== shown.box) return;
    event.preventDefault();
    (event.shiftKey ? last : stops[0]).focus();
  }

  function key(event) {
    if (event.key === 'Tab') round(event);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  }

  /* Under what opened it, above where there is more room; always within what is seen of the text, with which it moves. */
  function place(box, opener) {
    const line = opener.getClientRects()[0] || opener.getBoundingClientRect(), gap = 8, frame = text.getBoundingClientRect();
    const top = Math.max(frame.top, 0), bottom = Math.min(frame.bottom, window.innerHeight);
    box.style.maxHeight = bottom - top - 2 * gap + 'px';
    const size = box.getBoundingClientRect(), right = frame.left + text.clientWidth;
    const below = line.bottom + gap, above = line.top - gap - size.height;
    const y = below + size.height <= bottom - gap ? below : above >= top + gap ? above : bottom - gap - size.height;
    const x = Math.min(Math.max(line.left, frame.left + gap), right - size.width - gap);
    box.style.top = y - frame.top + text.scrollTop + 'px';
    box.style.left = x - frame.left - text.clientLeft + 'px';
  }

  /* `opener` gets the focus back. `wide`: in the middle of the screen instead of beside it. */
  function open(opener, title, body, wide) {
    close(false);
    const shut = make('button', {type: 'button', class: 'popup-close', 'aria-label': words.close, on: {click: () => close(true)}}, icon('cross'));
    const box = make('div', {class: wide ? 'popup wide' : 'popup', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'popup-title', tabindex: '-1'}, make('h2', {id: 'popup-title', class: 'popup-title', dir: 'auto', text: title}), body, shut);
    (wide ? document.body : text).append(box);
    shown = {box: box, opener: opener};
    if (opener.hasAttribute('aria-expanded')) opener.setAttribute('aria-expanded', 'true');
    if (!wide) place(box, opener);
    box.focus({preventScroll: true});
    document.addEventListener('keydown', key, true);
    document.addEventListener('click', press, true);
  }

  return {open: open, close: close};
}
