// Draws every chart on the page from the table printed with it, so a chart can never show a figure
// that its table does not. Shapes carry meaning before colour does:
//   dot on a bar = value and range, hollow dot on a dotted bar = small base [u], hatching = hidden [c].

(function () {
  'use strict';

  const MONTH = d3.utcFormat('%b'), YEAR = d3.utcFormat('%Y'), LONG = d3.utcFormat('%B %Y');
  const asMonth = d3.utcParse('%Y-%m');
  const given = (v) => v !== undefined && v !== '';
  const number = (v) => (given(v) ? Number(v) : null);

  /** Ticks alone are worded here; every figure is printed in the words its row brings. */
  const tick = (v) => `${v}%`;

  /** The rows of a figure's table, as numbers and words; the row of the force is a line, not a row. */
  function readTable(figure) {
    return Array.from(figure.querySelectorAll('tbody tr:not([data-role])'), (tr) => {
      const d = tr.dataset;
      return {
        name: d.name, series: d.series || 'main', flag: d.flag || '', when: given(d.x) ? asMonth(d.x) : null,
        value: number(d.v), lo: number(d.lo), hi: number(d.hi), ref: number(d.ref),
        words: d.value, range: d.range, answers: d.answers, refWords: d.refValue,
      };
    });
  }
  const drawn = (r) => r.value !== null;
  const ranged = (r) => r.lo !== null && r.hi !== null;

  function mark(parent, look, x, y, size = 6) {
    return parent.append('circle').attr('cx', x).attr('cy', y).attr('r', size * 0.86).attr('class', `mark mark--${look}`);
  }

  function text(parent, x, y, words, cls = '', anchor = 'start') {
    return parent.append('text').attr('x', x).attr('y', y).attr('text-anchor', anchor).attr('class', cls).text(words);
  }

  function line(parent, cls, x1, y1, x2, y2) {
    return parent.append('line').attr('class', cls).attr('x1', x1).attr('y1', y1).attr('x2', x2).attr('y2', y2);
  }

  let made = 0;
  function canvas(holder, width, height) {
    const id = `chart-${++made}`;
    const svg = d3.select(holder).html('').append('svg')
      .attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height)
      .attr('role', 'img').attr('aria-labelledby', id);
    svg.append('title').attr('id', id).text(holder.dataset.summary || '');
    return svg;
  }

  let hatches = 0;
  function hatch(svg) {
    const id = `hatch-${++hatches}`;
    const p = svg.append('defs').append('pattern').attr('id', id).attr('width', 7).attr('height', 7)
      .attr('patternUnits', 'userSpaceOnUse').attr('patternTransform', 'rotate(45)');
    p.append('rect').attr('width', 7).attr('height', 7).attr('class', 'hatch-paper');
    p.append('line').attr('y2', 7).attr('class', 'hatch-line');
    return `url(#${id})`;
  }

  /** Printed charts are a little tighter than those on screen. */
  const snug = () => (document.documentElement.classList.contains('sd-printing') ? 0.8 : 1);

  // ---- line over time ---------------------------------------------------------------------------

  function trend(figure, holder) {
    const rows = readTable(figure), o = figure.dataset;
    const width = holder.clientWidth, narrow = width < 480;
    const height = snug() * (narrow ? 290 : Math.min(400, Math.max(310, width * 0.6)));
    const compared = rows.some((r) => r.ref !== null);
    const m = { top: 24, right: compared ? 96 : 62, bottom: 44, left: 42 };
    const foot = height - m.bottom;
    const svg = canvas(holder, width, height);

    const x = d3.scaleUtc().domain(d3.extent(rows, (r) => r.when)).range([m.left + 8, width - m.right]);
    const y = d3.scaleLinear().domain([Number(o.min), Number(o.max)]).range([foot, m.top]);

    y.ticks(5).forEach((t) => {
      line(svg, 'grid', m.left, y(t), width - m.right, y(t));
      text(svg, m.left - 8, y(t) + 5, tick(t), 'tick', 'end');
    });
    const every = Math.ceil(rows.length / (narrow ? 4 : width < 620 ? 6 : 8));
    rows.forEach((r, i) => {
      if ((rows.length - 1 - i) % every) return;
      line(svg, 'axis', x(r.when), foot, x(r.when), foot + 5);
      text(svg, x(r.when), foot + 20, MONTH(r.when), 'tick', 'middle');
      text(svg, x(r.when), foot + 37, YEAR(r.when), 'tick', 'middle');
    });
    line(svg, 'axis', m.left, foot, width - m.right, foot);

    // A break parts the line: what comes before is grey and hollow and is not joined on.
    const main = rows.filter((r) => r.series === 'main'), before = rows.filter((r) => r.series !== 'main');
    const path = d3.line().defined(drawn).x((r) => x(r.when)).y((r) => y(r.value));
    if (before.length) {
      const edge = (x(before[before.length - 1].when) + x(main[0].when)) / 2;
      svg.append('path').attr('class', 'line line--old').attr('d', path(before));
      before.filter(drawn).forEach((r) => mark(svg, 'old', x(r.when), y(r.value), 4.5));
      line(svg, 'break', edge, m.top - 6, edge, foot);
      text(svg, edge + 8, m.top + 2, '[b]', 'label');
    }

    const band = d3.area().defined(ranged).x((r) => x(r.when)).y0((r) => y(r.lo)).y1((r) => y(r.hi));
    svg.append('path').attr('class', 'band').attr('d', band(main));
    ['lo', 'hi'].forEach((end) => svg.append('path').attr('class', 'band-edge')
      .attr('d', d3.line().defined(ranged).x((r) => x(r.when)).y((r) => y(r[end]))(main)));
    if (compared) {
      svg.append('path').attr('class', 'line line--ref').attr('d', d3.line().defined((r) => r.ref !== null).x((r) => x(r.when)).y((r) => y(r.ref))(main));
    }
    svg.append('path').attr('class', 'line').attr('d', path(main));
    main.filter(drawn).forEach((r) => mark(svg, r.flag === 'u' ? 'weak' : 'same', x(r.when), y(r.value), 4.5));
    const fill = rows.some((r) => r.flag === 'c') ? hatch(svg) : null;
    rows.filter((r) => r.flag === 'c').forEach((r) => {
      svg.append('rect').attr('class', 'hidden-cell').attr('fill', fill).attr('x', x(r.when) - 6).attr('width', 12).attr('y', foot - 24).attr('height', 24);
      text(svg, x(r.when), foot - 30, '[c]', 'label label--soft label--small', 'middle');
    });

    const last = main.filter(drawn).pop(), first = main.find(drawn);
    let own = y(last.value) + 6;
    if (last.ref !== null) {
      const above = last.ref >= last.value, other = y(last.ref) + 6, apart = Math.max(0, 20 - Math.abs(own - other)) / 2;
      text(svg, x(last.when) + 10, other + (above ? -apart : apart), `${o.refLabel} ${last.refWords}`, 'label label--soft');
      own += above ? apart : -apart;
    }
    text(svg, x(last.when) + 10, own, last.words, 'value');
    if (o.label) text(svg, x(first.when) + 2, Math.min(y(first.lo ?? first.value) + 20, foot - 8), o.label, 'label');

    explore(figure, holder, svg, rows, x, y, { top: m.top, bottom: foot });
  }

  /** A slider under a line chart: works by touch, mouse and arrow keys, and speaks each month. */
  function explore(figure, holder, svg, rows, x, y, box) {
    const WITHOUT = { c: 'hidden', x: 'no answers' };
    const say = (r) => `${LONG(r.when)}: ` + (drawn(r) ? `${r.words}${r.flag === 'u' ? ' [u]' : ''}, ${figure.dataset.level} range ${r.range}, ${r.answers}` : WITHOUT[r.flag])
      + (r.ref !== null ? `. Force ${r.refWords}` : '');
    const guide = svg.append('g').attr('class', 'guide').attr('visibility', 'hidden');
    const stem = guide.append('line').attr('y1', box.top).attr('y2', box.bottom);
    const ring = guide.append('circle').attr('r', 9);
    const wrap = d3.select(holder).append('div').attr('class', 'sd-explore');
    const id = `${figure.id}-explore`;
    wrap.append('label').attr('for', id).attr('class', 'govuk-visually-hidden').text('Read the chart month by month');
    const input = wrap.append('input').attr('type', 'range').attr('id', id).attr('min', 0).attr('max', rows.length - 1).attr('step', 1).attr('value', rows.length - 1).node();
    input.style.marginLeft = `${x(rows[0].when) - 11}px`;
    input.style.width = `${x(rows[rows.length - 1].when) - x(rows[0].when) + 22}px`;
    const out = wrap.append('p').attr('class', 'sd-explore__out').attr('aria-hidden', 'true');
    function show(i, visible) {
      const r = rows[i];
      input.value = i;
      input.setAttribute('aria-valuetext', say(r));
      out.text(say(r));
      guide.attr('visibility', visible ? 'visible' : 'hidden');
      stem.attr('x1', x(r.when)).attr('x2', x(r.when));
      ring.attr('cx', x(r.when)).attr('cy', drawn(r) ? y(r.value) : box.bottom);
    }
    input.addEventListener('input', () => show(Number(input.value), true));
    svg.on('pointermove', (event) => {
      const [px] = d3.pointer(event);
      show(d3.leastIndex(rows, (a, b) => Math.abs(x(a.when) - px) - Math.abs(x(b.when) - px)), true);
    }).on('pointerleave', () => show(rows.length - 1, false));
    show(rows.length - 1, false);
  }

  // ---- dots and intervals -----------------------------------------------------------------------

  function intervals(figure, holder) {
    const rows = readTable(figure), o = figure.dataset;
    const width = holder.clientWidth, narrow = width < 560;
    const step = snug() * (narrow ? 50 : 37);
    const labels = narrow ? 0 : Math.min(300, 16 + 7.6 * d3.max(rows, (r) => r.name.length));
    const m = { top: given(o.line) ? 30 : 10, right: narrow ? 10 : 96, bottom: 34, left: labels + (narrow ? 10 : 6) };
    const height = m.top + rows.length * step + m.bottom;
    const svg = canvas(holder, width, height);
    const x = d3.scaleLinear().domain([Number(o.min), Number(o.max)]).range([m.left, width - m.right]).clamp(true);
    const [left, right] = x.range();

    x.ticks(narrow ? 4 : 5).forEach((t) => {
      line(svg, 'grid', x(t), m.top, x(t), height - m.bottom);
      text(svg, x(t), height - m.bottom + 20, tick(t), 'tick', 'middle');
    });
    if (given(o.line)) {
      const at = x(Number(o.line));
      line(svg, 'ref', at, m.top - 6, at, height - m.bottom);
      text(svg, at, m.top - 12, o.lineLabel, 'label', 'middle');
    }
    const fill = rows.some((r) => r.flag === 'c') ? hatch(svg) : null;

    rows.forEach((r, i) => {
      const top = m.top + i * step, at = narrow ? top + step * 0.66 : top + step / 2, words = narrow ? top + step * 0.32 : at + 5;
      const [end, anchor] = narrow ? [width, 'end'] : [right + 14, 'start'];
      text(svg, 0, words, r.name, 'name label--halo');
      if (!drawn(r)) {
        if (r.flag === 'c') {
          svg.append('rect').attr('class', 'hidden-cell').attr('fill', fill).attr('x', left).attr('width', right - left).attr('y', at - 9).attr('height', 18);
        }
        text(svg, end, words, r.flag === 'c' ? '[c] hidden' : '[x] none yet', 'label label--soft', anchor);
        return;
      }
      if (ranged(r)) line(svg, `whisker${r.flag === 'u' ? ' whisker--weak' : ''}`, x(r.lo), at, x(r.hi), at);
      mark(svg, r.flag === 'u' ? 'weak' : 'same', x(r.value), at, 6.8);
      text(svg, end, words, r.words + (r.flag === 'u' ? ' [u]' : ''), 'value label--halo', anchor);
    });
    line(svg, 'axis', left, height - m.bottom, right, height - m.bottom);
  }

  // ---- small marks inside tables ----------------------------------------------------------------

  const MINI = {
    interval(svg, w, h, d, scale) {
      const x = d3.scaleLinear(scale, [7, w - 7]).clamp(true), y = h / 2;
      line(svg, 'track', 7, y, w - 7, y);
      if (given(d.lo)) line(svg, `whisker${d.kind === 'weak' ? ' whisker--weak' : ''}`, x(+d.lo), y, x(+d.hi), y);
      if (given(d.ref)) line(svg, 'ref', x(+d.ref), 3, x(+d.ref), h - 3);
      mark(svg, d.kind, x(+d.v), y, 6);
    },
    scale(svg, w, h, d, [min, max]) {
      text(svg, 0, h - 4, tick(min), 'tick');
      text(svg, w / 2, h - 4, tick((min + max) / 2), 'tick', 'middle');
      text(svg, w, h - 4, tick(max), 'tick', 'end');
    },
    spark(svg, w, h, d) {
      const v = d.values.split(' ').map((p) => (p === '-' ? null : Number(p))), there = (p) => p !== null;
      const x = d3.scaleLinear([0, v.length - 1], [4, w - 8]), seen = v.filter(there);
      const mid = (d3.max(seen) + d3.min(seen)) / 2, reach = Math.max(6, (d3.max(seen) - d3.min(seen)) / 2 + 1);
      const y = d3.scaleLinear([mid - reach, mid + reach], [h - 5, 5]), last = v.findLastIndex(there);
      svg.append('path').attr('class', 'line line--spark').attr('d', d3.line((p, i) => x(i), (p) => y(p)).defined(there)(v));
      mark(svg, d.kind, x(last), y(v[last]), 5);
    },
    'key-value'(svg, w, h) { line(svg, 'whisker', 3, h / 2, w - 3, h / 2); mark(svg, 'same', w / 2, h / 2, 6); },
    'key-weak'(svg, w, h) { line(svg, 'whisker whisker--weak', 3, h / 2, w - 3, h / 2); mark(svg, 'weak', w / 2, h / 2, 6); },
    'key-hidden'(svg, w, h) { svg.append('rect').attr('class', 'hidden-cell').attr('fill', hatch(svg)).attr('x', 1).attr('width', w - 2).attr('y', h / 2 - 7).attr('height', 14); },
    'key-ref'(svg, w, h) { line(svg, 'ref', w / 2, 2, w / 2, h - 2); },
  };

  function drawMini(holder) {
    const w = holder.clientWidth, h = holder.clientHeight;
    if (!w) return;
    const svg = d3.select(holder).html('').append('svg').attr('viewBox', `0 0 ${w} ${h}`).attr('width', w).attr('height', h).attr('focusable', 'false');
    const table = holder.closest('table');
    MINI[holder.dataset.mini](svg, w, h, holder.dataset, table ? [Number(table.dataset.min), Number(table.dataset.max)] : null);
  }

  const DRAW = { trend, intervals };

  /** Draws one figure and folds its table away; if drawing fails, the table stays open. */
  function drawFigure(figure) {
    const holder = figure.querySelector('.sd-plot'), table = figure.querySelector('.sd-figure__data');
    try {
      DRAW[figure.dataset.chart](figure, holder);
      if (!given(table.dataset.ready)) table.open = false;
    } catch (error) {
      holder.textContent = 'We could not draw this chart. The table below holds the same figures.';
    }
    table.dataset.ready = 'yes';
  }

  function drawAll() {
    document.querySelectorAll('[data-chart]').forEach(drawFigure);
    document.querySelectorAll('[data-mini]').forEach(drawMini);
  }

  // Print at the width of the page, not of the window.
  const printing = (on) => { document.documentElement.classList.toggle('sd-printing', on); drawAll(); };
  window.addEventListener('beforeprint', () => printing(true));
  window.addEventListener('afterprint', () => printing(false));

  let width = 0;
  new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    requestAnimationFrame(drawAll);
  }).observe(document.body);
  if (document.fonts) document.fonts.ready.then(drawAll);
}());
