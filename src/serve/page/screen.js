'use strict';
(function () {
  var main = document.getElementById('main'), foot = document.getElementById('foot'), join = document.getElementById('join'), face = document.getElementById('customer');
  var state = null, token = fragment() || sessionStorage.getItem('bounceback-screen');
  if (token) sessionStorage.setItem('bounceback-screen', token);
  var live = Live({
    hello: function () { return token ? { back: { token: token } } : null; },
    welcome: function () {},
    bye: function (why) { main.textContent = ''; put(main, el('h1', '', why)); },
    voted: function (told) { state.room.voted = told.voted; state.room.of = told.of; draw(); },
    state: function (told) { state = told; draw(); }
  });

  function qr(rows) {
    var ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), path = document.createElementNS(ns, 'path'), d = '';
    rows.forEach(function (row, y) { for (var x = 0; x < row.length; x += 1) if (row[x] === '1') d += 'M' + x + ' ' + y + 'h1v1h-1z'; });
    svg.setAttribute('viewBox', '-2 -2 ' + (rows.length + 4) + ' ' + (rows.length + 4));
    svg.setAttribute('role', 'img'); svg.setAttribute('aria-label', 'QR code of the address');
    path.setAttribute('d', d); path.setAttribute('fill', '#000');
    svg.appendChild(path);
    return svg;
  }
  function head(strong, rest) { return put(el('h2'), el('b', '', strong), document.createTextNode(rest ? ' · ' + rest : '')); }
  function votes(room) {
    room.moves.forEach(function (move) {
      var text = put(el('div'), el('span', '', move.say), move.barred || move.cost ? el('div', 'soft', move.barred || move.cost) : null);
      if (move.votes !== undefined) put(text, bar(move.votes, room.of));
      put(main, put(el('div', move.barred ? 'vote barred' : 'vote'), el('span', 'key', move.number), text, el('b', '', move.votes)));
    });
  }

  // As large as there is room for: it is read from the back.
  function fit() {
    // The debrief may be longer than a screen: it scrolls before it gets too small.
    var least = state && state.debrief ? 75 : 50;
    main.style.overflowY = least > 50 ? 'auto' : 'hidden';
    for (var size = 130; size >= least; size -= 5) {
      main.style.fontSize = size + '%';
      if (main.scrollHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth) return;
    }
  }
  addEventListener('resize', fit);

  function draw() {
    var room = state.room, felt = room.feelings, way = state.way;
    var picture = '/customer/' + [felt.anger, felt.loss, felt.dread, felt.satisfaction].join('-') + '.svg';
    if (face.getAttribute('src') !== picture) { face.src = picture; face.alt = room.customer; }
    main.textContent = '';
    foot.textContent = room.paused ? 'Paused' : room.phase === 'Lobby' ? '' : room.title + (room.money_left ? ' · fund left ' + room.money_left : '');
    join.textContent = '';
    put(join, document.createTextNode(room.door_open ? 'Join: ' : 'Join (the facilitator lets you in): '), el('b', '', way.code));
    if (state.unkept) put(main, el('p', 'link', state.unkept));
    var line = room.line ? el('div', 'say', room.line) : null;
    switch (room.phase) {
      case 'Lobby':
        var words = put(el('div'), el('h2', '', 'Scan, or open ' + way.addresses.join(' or ')), el('div', 'code', way.code), head(String(room.present), room.present === 1 ? 'person is in' : 'people are in'));
        put(main, el('h1', '', room.title), el('p', '', room.place), put(el('div', 'lobby'), way.qr.length ? qr(way.qr) : null, words), el('div', 'talk', room.trouble));
        break;
      case 'Listening': brought(main, room); put(main, line, head('Listen', 'what does ' + room.customer + ' need?')); break;
      case 'Aftercare': put(main, el('h1', '', 'Day ' + room.day), room.scene ? el('div', 'talk', room.scene) : null); break;
      case 'Vote': brought(main, room); put(main, line, head('Vote on your phone, hidden', room.voted + ' of ' + room.of + ' have voted')); votes(room); break;
      case 'Reveal': case 'Talk':
        brought(main, room); put(main, line, head('Votes are in', room.voted + ' of ' + room.of + ' · nobody saw anybody’s before now')); votes(room);
        if (room.prompt) put(main, put(el('div', 'talk'), el('b', '', room.phase === 'Talk' ? 'Talk for a minute. ' : 'Look at it. '), el('span', '', room.prompt)));
        break;
      case 'Second': brought(main, room); put(main, line, head('Second vote: what does the team do?', room.voted + ' of ' + room.of + ' have voted')); votes(room); break;
      case 'Tie': brought(main, room); put(main, line, head('A tie')); votes(room); put(main, el('div', 'talk', room.prompt)); break;
      case 'HotSeat': brought(main, room); put(main, line, el('h1', '', room.seat + ' decides')); votes(room); break;
      case 'Reaction': room.said.forEach(function (one) { put(main, el('div', one.by === 'customer' ? 'say' : 'talk', one.text)); }); break;
      case 'Debrief': debrief(); break;
      default: put(main, el('h1', '', 'Thank you.'));
    }
    fit();
  }
  function figure(name, number) { return put(el('div'), el('b', '', number), document.createTextNode(name)); }
  function points(number) { return number === null ? '–' : (number > 0 ? '+' : number < 0 ? '−' : '') + Math.abs(number).toFixed(0); }
  function debrief() {
    var told = state.debrief;
    if (!told) { put(main, el('h1', '', 'The best play is being worked out…')); return; }
    if (!told.beats.length) { put(main, el('h1', '', told.price)); return; }
    put(main, el('h1', '', state.room.customer + ' left as ' + told.tier), put(el('div', 'figures'), figure('recovery score', told.score.toFixed(0)), figure('the team’s accuracy', told.accuracy.toFixed(0) + '%'),
      told.members_accuracy === null ? null : figure('each alone, on average', told.members_accuracy.toFixed(0) + '%'), figure('price of the consensus', points(told.against_votes))), el('div', 'talk', told.price));
    var table = el('table'), body = el('tbody');
    told.beats.forEach(function (beat) {
      var split = beat.split.map(function (one) { return one.votes + ' × ' + one.grade; }).join(', ');
      put(body, put(el('tr'), el('td', '', beat.beat), put(el('td'), el('span', '', beat.said), beat.brought.length ? el('div', 'soft', 'Brought in before: ' + beat.brought.join('; ')) : null, beat.better ? el('div', 'soft', 'Better: ' + beat.better) : null), el('td', '', beat.grade), el('td', 'soft', split)));
    });
    if (told.shown.length) put(main, el('div', 'talk', told.shown.map(function (one) { return one[0] + ' ' + one[1].toFixed(0) + '%'; }).join(' · ')));
    if (told.plus.length) put(main, put(el('div', 'talk'), el('b', '', '+ '), el('span', '', told.plus.join(' · '))));
    if (told.delta.length) put(main, put(el('div', 'talk'), el('b', '', 'Δ '), el('span', '', told.delta.join(' · '))));
    var plan = state.plan, lines = plan ? [['We will say', plan.say], ['We will do', plan.act], ['We may', plan.allowed]].filter(function (one) { return one[1]; }) : [];
    if (lines.length || plan && plan.changes.length) {
      var card = put(el('div', 'talk'), el('b', '', 'Our recovery plan'));
      lines.forEach(function (one) { put(card, put(el('div'), el('span', 'soft', one[0] + ': '), el('span', '', one[1]))); });
      plan.changes.forEach(function (one) { put(card, el('div', '', [one.what, one.who, one.when].filter(Boolean).join(' · '))); });
      put(main, card);
    }
    put(main, put(table, body), el('div', 'soft', told.note));
  }
  if (token) live.open(); else put(main, el('h1', '', 'Open the screen’s link that the host prints: it holds the key.'));
})();
