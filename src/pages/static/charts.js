// Draws every chart on the page from the table printed with it, so a chart can never show a figure
// that its table does not. Shapes carry meaning before colour does:
//   triangle up = higher, triangle down = lower, dot = no clear difference (blue better, orange worse),
//   hollow dot on a dotted bar = small base [u], hatching = hidden [c].
// More than 400 lines because a page loads one file, whose charts share their scales and shapes.

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
        name: d.name, code: d.code, kind: d.kind || 'same', tone: d.tone || '', n: number(d.n), series: d.series || 'main', flag: d.flag || '', when: given(d.x) ? asMonth(d.x) : null,
        value: number(d.v), lo: number(d.lo), hi: number(d.hi), ref: number(d.ref),
        words: d.value, range: d.range, answers: d.answers, refWords: d.refValue,
      };
    });
  }
  const drawn = (r) => r.value !== null;
  const ranged = (r) => r.lo !== null && r.hi !== null;

  /** A point: its shape says which way it differs, its colour whether that is better or worse. */
  function mark(parent, look, x, y, size = 6, tone = '') {
    const outline = {
      higher: `M${x} ${y - size}L${x + size} ${y + size * 0.8}H${x - size}Z`,
      lower: `M${x} ${y + size}L${x + size} ${y - size * 0.8}H${x - size}Z`,
    }[look];
    const made = outline ? parent.append('path').attr('d', outline)
      : parent.append('circle').attr('cx', x).attr('cy', y).attr('r', size * 0.86);
    return made.attr('class', `mark mark--${outline ? tone : look}`);
  }
  const look = (r) => (r.flag === 'u' ? 'weak' : r.kind);

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
    const m = { top: 24, right: compared ? 96 : given(o.baseline) ? 76 : 62, bottom: 44, left: 42 };
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
    if (given(o.baseline)) {
      const at = y(Number(o.baseline)), from = Math.max(m.left, x(asMonth(o.baselineFrom)));
      line(svg, 'baseline', from, at, width - m.right + 4, at);
      line(svg, 'baseline baseline--span', from, at, Math.min(width - m.right, x(asMonth(o.baselineTo))), at);
      o.baselineLabel.split(' ').forEach((word, i) => text(svg, width - m.right + 8, at - 6 + i * 16, word, 'label label--soft label--small'));
    }
    svg.append('path').attr('class', 'line').attr('d', path(main));
    main.filter(drawn).forEach((r) => mark(svg, look(r), x(r.when), y(r.value), r.kind === 'same' ? 4.5 : 6, r.tone));
    const fill = rows.some((r) => r.flag === 'c') ? hatch(svg) : null;
    rows.filter((r) => r.flag === 'c').forEach((r) => {
      svg.append('rect').attr('class', 'hidden-cell').attr('fill', fill).attr('x', x(r.when) - 6).attr('width', 12).attr('y', foot - 24).attr('height', 24);
      text(svg, x(r.when), foot - 30, '[c]', 'label label--soft label--small', 'middle');
    });

    const last = main.filter(drawn).pop(), first = main.find(drawn);
    let own = y(last.value) + 6;
    if (given(o.baseline) && Math.abs(own - y(Number(o.baseline)) - 4) < 24) own = y(Number(o.baseline)) + (last.value < Number(o.baseline) ? 34 : -18);
    if (last.ref !== null) {
      const above = last.ref >= last.value, other = y(last.ref) + 6, apart = Math.max(0, 20 - Math.abs(own - other)) / 2;
      text(svg, x(last.when) + 10, other + (above ? -apart : apart), `${o.refLabel} ${last.refWords}`, 'label label--soft');
      own += above ? apart : -apart;
    }
    text(svg, x(last.when) + 10, own, last.words, 'value');
    if (o.label) text(svg, x(first.when) + 2, Math.min(y(first.lo ?? first.value) + 20, foot - 8), o.label, 'label label--halo');

    explore(figure, holder, svg, rows, x, y, { top: m.top, bottom: foot });
  }

  /** A slider under a line chart: works by touch, mouse and arrow keys, and speaks each month. */
  function explore(figure, holder, svg, rows, x, y, box) {
    const WITHOUT = { c: 'hidden', x: 'no answers', rounded: 'rounded' };
    const chosen = rows.findIndex((r) => +r.when === +asMonth(figure.dataset.chosen));
    const start = chosen < 0 ? rows.length - 1 : chosen;
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
    }).on('pointerleave', () => show(start, false));
    show(start, false);
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
      if (r.flag === 'rounded') {
        text(svg, end, words, r.words, 'label label--soft', anchor);
        return;
      }
      if (!drawn(r)) {
        if (r.flag === 'c') {
          svg.append('rect').attr('class', 'hidden-cell').attr('fill', fill).attr('x', left).attr('width', right - left).attr('y', at - 9).attr('height', 18);
        }
        text(svg, end, words, r.flag === 'c' ? '[c] hidden' : '[x] no figure', 'label label--soft', anchor);
        return;
      }
      if (ranged(r)) line(svg, `whisker${r.flag === 'u' ? ' whisker--weak' : ` whisker--${r.tone}`}`, x(r.lo), at, x(r.hi), at);
      if (r.ref !== null) line(svg, 'ref', x(r.ref), at - 11, x(r.ref), at + 11);
      mark(svg, look(r), x(r.value), at, 6.8, r.tone);
      text(svg, end, words, r.words + (r.flag === 'u' ? ' [u]' : ''), 'value label--halo', anchor);
    });
    line(svg, 'axis', left, height - m.bottom, right, height - m.bottom);
  }

  // ---- funnel -----------------------------------------------------------------------------------

  const INNER = 1.96, OUTER = 3.09;

  function funnel(figure, holder) {
    const rows = readTable(figure).filter(drawn), o = figure.dataset;
    const width = holder.clientWidth, narrow = width < 480;
    const height = snug() * (narrow ? 360 : 386);
    const m = { top: 14, right: narrow ? 14 : 20, bottom: 52, left: 44 };
    const foot = height - m.bottom, centre = Number(o.centre), widened = Number(o.widened);
    const svg = canvas(holder, width, height);
    const most = d3.max(rows, (r) => r.n) * 1.08, least = d3.min(rows, (r) => r.n) * 0.72;
    const x = d3.scaleLinear().domain([least, most]).range([m.left, width - m.right]);
    const y = d3.scaleLinear().domain([Number(o.min), Number(o.max)]).range([foot, m.top]).clamp(true);
    const half = (n, z) => 100 * z * Math.sqrt((centre / 100) * (1 - centre / 100) * widened / n);
    const grid = d3.range(60).map((i) => least + (most - least) * i / 59);

    y.ticks(5).forEach((t) => {
      line(svg, 'grid', m.left, y(t), width - m.right, y(t));
      text(svg, m.left - 8, y(t) + 5, tick(t), 'tick', 'end');
    });
    x.ticks(narrow ? 4 : 6).forEach((t) => text(svg, x(t), foot + 20, t.toLocaleString('en-GB'), 'tick', 'middle'));
    text(svg, (m.left + width - m.right) / 2, height - 8, 'Number of answers', 'label label--soft', 'middle');

    const area = (z) => d3.area().x((n) => x(n)).y0((n) => y(centre - half(n, z))).y1((n) => y(centre + half(n, z)))(grid);
    svg.append('path').attr('class', 'limits limits--outer').attr('d', area(OUTER));
    svg.append('path').attr('class', 'limits limits--inner').attr('d', area(INNER));
    [INNER, OUTER].forEach((z) => [1, -1].forEach((side) => svg.append('path').attr('class', z === OUTER ? 'limit limit--outer' : 'limit')
      .attr('d', d3.line().x((n) => x(n)).y((n) => y(centre + side * half(n, z)))(grid))));
    line(svg, 'ref', m.left, y(centre), width - m.right, y(centre));
    line(svg, 'axis', m.left, foot, width - m.right, foot);
    text(svg, width - m.right - 2, y(centre) - 7, o.lineLabel, 'label label--halo', 'end');

    // The limits are named at the open end of the funnel, on the side with fewer points.
    const edge = least + (most - least) * 0.012, near = rows.filter((r) => r.n < least + (most - least) / 2);
    const side = d3.sum(near, (r) => Math.sign(r.value - centre)) > 0 ? -1 : 1;
    [[INNER, '95% limits'], [OUTER, '99.8% limits']].forEach(([z, words]) =>
      text(svg, x(edge), y(centre + side * half(edge, z)) + (side > 0 ? -8 : 18), words, 'label label--soft label--small label--halo'));

    const taken = rows.map((r) => ({ x0: x(r.n) - 9, x1: x(r.n) + 9, y0: y(r.value) - 9, y1: y(r.value) + 9 }));
    taken.push({ x0: width - m.right - 84, x1: width - m.right, y0: y(centre) - 22, y1: y(centre) + 2 });
    rows.forEach((r) => mark(svg, look(r), x(r.n), y(r.value), 7, r.tone));
    rows.slice().sort((a, b) => (a.kind === 'same') - (b.kind === 'same')).forEach((r) => {
      const words = narrow ? r.code : r.name, w = words.length * 7.7, px = x(r.n), py = y(r.value);
      const spots = [[px + 12, py + 5, 'start'], [px - 12, py + 5, 'end'], [px, py - 13, 'middle'], [px, py + 23, 'middle'],
        [px, py - 30, 'middle'], [px, py + 40, 'middle']];
      const box = ([tx, ty, a]) => { const x0 = a === 'start' ? tx : a === 'end' ? tx - w : tx - w / 2; return { x0, x1: x0 + w, y0: ty - 13, y1: ty + 3 }; };
      const free = (b) => b.x0 > m.left + 2 && b.x1 < width - 2 && !taken.some((t) => t !== taken[rows.indexOf(r)] && b.x0 < t.x1 && b.x1 > t.x0 && b.y0 < t.y1 && b.y1 > t.y0);
      const spot = spots.find((each) => free(box(each))) || spots[2];
      taken.push(box(spot));
      text(svg, spot[0], spot[1], words, `name label--halo${r.kind === 'same' ? '' : ' name--strong'}`, spot[2]);
    });
    if (narrow) {
      const key = d3.select(holder).append('ul').attr('class', 'sd-codes');
      rows.forEach((r) => { const item = key.append('li'); item.append('strong').text(r.code); item.append('span').text(` ${r.name}`); });
    }
  }

  // ---- arrivals by hour -------------------------------------------------------------------------

  const HOUR = d3.utcParse('%Y-%m-%dT%H'), DAY = d3.utcFormat('%-d %b'), AN_HOUR = 3600000;

  /** Columns on local time; an hour without a row is one in which nothing came. */
  function arrivals(figure, holder) {
    const rows = Array.from(figure.querySelectorAll('tbody tr'), ({ dataset: d }) =>
      ({ at: HOUR(d.at), items: Number(d.v), held: Number(d.held), lo: number(d.lo), hi: number(d.hi) }));
    const first = HOUR(`${figure.dataset.from}T00`), end = d3.utcDay.offset(HOUR(`${figure.dataset.to}T00`), 1);
    const width = holder.clientWidth, narrow = width < 480;
    const height = snug() * (narrow ? 240 : 280), m = { top: 16, right: 12, bottom: 34, left: 52 }, foot = height - m.bottom;
    const svg = canvas(holder, width, height);
    const x = d3.scaleUtc().domain([first, end]).range([m.left, width - m.right]);
    const most = Math.max(4, d3.max(rows, (r) => Math.max(r.items, r.hi ?? 0)));
    const y = d3.scaleLinear().domain([0, most]).nice(4).range([foot, m.top]);

    y.ticks(4).filter(Number.isInteger).forEach((t) => {
      line(svg, 'grid', m.left, y(t), width - m.right, y(t));
      text(svg, m.left - 8, y(t) + 5, t.toLocaleString('en-GB'), 'tick', 'end');
    });
    const days = d3.utcDay.range(first, end), every = Math.ceil(days.length / (narrow ? 4 : 8));
    days.forEach((day, i) => {
      if (i % every) return;
      line(svg, 'axis', x(day), foot, x(day), foot + 5);
      text(svg, x(day) + 3, foot + 20, DAY(day), 'tick');
    });
    const wide = Math.max(1, (x(end) - x(first)) / (days.length * 24));
    const column = (cls, at, from, to) => svg.append('rect').attr('class', cls).attr('x', x(at)).attr('width', Math.max(1, wide - (wide > 3 ? 1 : 0)))
      .attr('y', y(to)).attr('height', Math.max(0, y(from) - y(to)));
    rows.filter((r) => r.hi !== null).forEach((r) => column('band', r.at, r.lo, Math.max(r.hi, r.lo)).attr('width', wide + 0.5));
    rows.forEach((r) => {
      column('sd-columns', r.at, 0, r.items);
      if (r.held) column('sd-columns sd-columns--held', r.at, 0, Math.min(r.held, r.items));
    });
    line(svg, 'axis', m.left, foot, width - m.right, foot);
    const top = rows.reduce((a, r) => (r.items > (a?.items ?? 0) ? r : a), null);
    if (top) text(svg, Math.min(x(top.at) + wide / 2, width - 60), y(top.items) - 6, `${top.items.toLocaleString('en-GB')} answers`, 'label label--halo', x(top.at) < m.left + 60 ? 'start' : 'middle');
  }

  // ---- small marks inside tables ----------------------------------------------------------------

  const MINI = {
    interval(svg, w, h, d, scale) {
      const x = d3.scaleLinear(scale, [7, w - 7]).clamp(true), y = h / 2;
      line(svg, 'track', 7, y, w - 7, y);
      if (given(d.lo)) line(svg, `whisker${d.kind === 'weak' ? ' whisker--weak' : ` whisker--${d.tone || ''}`}`, x(+d.lo), y, x(+d.hi), y);
      if (given(d.ref)) line(svg, 'ref', x(+d.ref), 3, x(+d.ref), h - 3);
      mark(svg, d.kind, x(+d.v), y, 6, d.tone);
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
      mark(svg, d.kind, x(last), y(v[last]), 5, d.tone);
    },
    gap(svg, w, h, d) {
      const end = Number(d.end), narrow = w < 520, y = 44;
      const x = d3.scaleLinear([0, end], [4, w - 16]);
      const bar = (cls, to) => svg.append('rect').attr('class', cls).attr('x', x(0)).attr('width', x(to) - x(0)).attr('y', y - 8).attr('height', 16);
      bar('bar-track', end);
      bar('chance', +d.most);
      line(svg, 'chance-edge', x(+d.most), y - 13, x(+d.most), y + 8);
      line(svg, 'ref', x(+d.typical), y - 13, x(+d.typical), y + 13);
      mark(svg, d.kind, x(+d.gap), y, 8, d.tone);
      // Labels that would meet stand in two rows.
      const labels = [[+d.typical, narrow ? 'Typical' : 'Typical by chance', 'label--soft'], [+d.most, narrow ? '19 in 20' : '19 times in 20, under this', 'label--soft'], [+d.gap, narrow ? 'Seen' : 'Gap seen', '']]
        .sort((a, b) => a[0] - b[0]);
      let reached = -1;
      labels.forEach(([at, words, cls]) => {
        const wide = words.length * 7.4, from = Math.max(0, Math.min(w - wide, x(at) - wide / 2)), high = from < reached + 8;
        text(svg, from, high ? 12 : 28, words, `label ${cls}`);
        reached = high ? reached : from + wide;
      });
      x.ticks(narrow ? 4 : 7).forEach((t) => text(svg, x(t), y + 30, t, 'tick', 'middle'));
      text(svg, x(0), y + 50, 'Points between the highest and the lowest', 'label label--soft');
    },
    'key-value'(svg, w, h) { line(svg, 'whisker', 3, h / 2, w - 3, h / 2); mark(svg, 'same', w / 2, h / 2, 6); },
    'key-weak'(svg, w, h) { line(svg, 'whisker whisker--weak', 3, h / 2, w - 3, h / 2); mark(svg, 'weak', w / 2, h / 2, 6); },
    'key-hidden'(svg, w, h) { svg.append('rect').attr('class', 'hidden-cell').attr('fill', hatch(svg)).attr('x', 1).attr('width', w - 2).attr('y', h / 2 - 7).attr('height', 14); },
    'key-higher'(svg, w, h) { line(svg, 'whisker whisker--better', 3, h / 2, w - 3, h / 2); mark(svg, 'higher', w / 2, h / 2, 6, 'better'); },
    'key-lower'(svg, w, h) { line(svg, 'whisker whisker--worse', 3, h / 2, w - 3, h / 2); mark(svg, 'lower', w / 2, h / 2, 6, 'worse'); },
    'key-baseline'(svg, w, h) { line(svg, 'baseline', 2, h / 2, w - 2, h / 2); },
    'key-band'(svg, w, h) {
      svg.append('rect').attr('class', 'band').attr('x', 2).attr('width', w - 4).attr('y', h / 2 - 7).attr('height', 14);
      [h / 2 - 7, h / 2, h / 2 + 7].forEach((y) => line(svg, y === h / 2 ? 'line' : 'band-edge', 2, y, w - 2, y));
    },
    'key-force'(svg, w, h) { line(svg, 'line line--ref', 2, h / 2, w - 2, h / 2); },
    'key-break'(svg, w, h) { line(svg, 'break', w / 2, 2, w / 2, h - 2); },
    'key-ref'(svg, w, h) { line(svg, 'ref', w / 2, 2, w / 2, h - 2); },
  };

  function drawMini(holder) {
    const w = holder.clientWidth, h = holder.clientHeight;
    if (!w) return;
    const svg = d3.select(holder).html('').append('svg').attr('viewBox', `0 0 ${w} ${h}`).attr('width', w).attr('height', h).attr('focusable', 'false');
    const table = holder.closest('table');
    MINI[holder.dataset.mini](svg, w, h, holder.dataset, table ? [Number(table.dataset.min), Number(table.dataset.max)] : null);
  }

  const DRAW = { trend, intervals, funnel, arrivals };

  // ---- a drawn chart as a file ------------------------------------------------------------------

  const DRAWN = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'paint-order', 'opacity',
    'font-family', 'font-size', 'font-weight', 'text-anchor'];

  /** The chart with its styles written in, since a file has no stylesheet beside it. */
  function asFile(svg) {
    const copy = svg.cloneNode(true), own = svg.querySelectorAll('*'), made = copy.querySelectorAll('*');
    made.forEach((element, i) => {
      const style = getComputedStyle(own[i]);
      DRAWN.forEach((name) => element.setAttribute(name, style.getPropertyValue(name)));
      element.removeAttribute('class');
    });
    copy.querySelectorAll('.guide, [visibility="hidden"]').forEach((each) => each.remove());
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
  }

  /** The link to the drawing stands there only when there is one. */
  function offerFile(figure) {
    const links = figure.querySelector('.sd-figure__get');
    if (!links || links.querySelector('[data-svg]')) return;
    const release = new URL(figure.querySelector('.sd-figure__get a:last-child').href).searchParams.get('release');
    const link = document.createElement('a');
    link.className = 'govuk-link';
    link.href = `#${figure.id}`;
    link.dataset.svg = 'yes';
    link.textContent = 'SVG';
    const what = document.createElement('span');
    what.className = 'govuk-visually-hidden';
    what.textContent = ` of ${figure.querySelector('.sd-figure__title').textContent}`;
    link.append(what);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const file = document.createElement('a');
      file.href = URL.createObjectURL(asFile(figure.querySelector('.sd-plot svg')));
      file.download = `${release ? `${release}-` : ''}${figure.id}.svg`;
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 1000);
    });
    links.children[0].after(link);
  }

  /** Draws one figure and folds its table away; if drawing fails, the table stays open. */
  function drawFigure(figure) {
    const holder = figure.querySelector('.sd-plot'), table = figure.querySelector('.sd-figure__data');
    try {
      DRAW[figure.dataset.chart](figure, holder);
      offerFile(figure);
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

  // ---- what changes while somebody looks --------------------------------------------------------

  const EVERY = 5000, LONGEST_UNTOUCHED = 15 * 60000;

  /** Asks for the page again every few seconds and puts its living parts in place of the old ones: never
      while it is not looked at, nor for long untouched, so that a session that is left alone still ends. */
  function keepUp() {
    let tag = '', touched = Date.now();
    ['keydown', 'pointerdown', 'pointermove', 'scroll'].forEach((kind) => document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true }));
    async function again() {
      if (document.visibilityState === 'visible' && Date.now() - touched < LONGEST_UNTOUCHED) {
        const reply = await fetch(window.location.href, { headers: tag ? { 'If-None-Match': tag } : {}, cache: 'no-store', redirect: 'error' });
        if (reply.status === 200) {
          tag = reply.headers.get('ETag') ?? '';
          const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
          document.querySelectorAll('[data-live]').forEach((old) => {
            const fresh = page.getElementById(old.id);
            if (!fresh || fresh.innerHTML === old.dataset.shown || old.contains(document.activeElement)) return;
            old.dataset.shown = fresh.innerHTML;
            old.replaceChildren(...fresh.childNodes);
            old.querySelectorAll('[data-mini]').forEach(drawMini);
          });
        }
      }
    }
    setInterval(() => { again().catch(() => {}); }, EVERY);
  }
  if (document.querySelector('[data-live]')) keepUp();

  let width = 0;
  new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    requestAnimationFrame(drawAll);
  }).observe(document.body);
  if (document.fonts) document.fonts.ready.then(drawAll);
}());
