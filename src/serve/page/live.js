'use strict';
// One conversation with the host: it comes back by itself after sleep and gaps, as the same person. ES2017, nothing from elsewhere.
function Live(options) {
  var socket = null, wait = 400, timer = 0, n = 0, asked = {}, heard = 0, over = false;
  var link = document.getElementById('link');

  function lost() {
    socket = null;
    link.hidden = false;
    Object.keys(asked).forEach(function (key) {
      var answer = asked[key];
      delete asked[key];
      answer('The connection broke. It is tried again.', null, true);
    });
    if (over) return;
    clearTimeout(timer);
    timer = setTimeout(open, wait + Math.random() * wait);
    wait = Math.min(wait * 1.6, 4000);
  }

  function open() {
    if (socket || over) return;
    var hello = options.hello();
    if (!hello) return;
    var own = new WebSocket('ws://' + location.host + '/live');
    socket = own;
    own.onopen = function () { own.send(JSON.stringify(hello)); };
    own.onmessage = function (event) {
      if (own !== socket) return;
      heard = Date.now();
      var told = JSON.parse(event.data);
      if (told.welcome) return options.welcome(told.welcome.token);
      if (told.bye) {
        if (!told.bye.again) { socket = null; own.close(); link.hidden = true; options.bye(told.bye.why); }
        return;
      }
      var done = told.done || told.refused;
      if (done) {
        var answer = asked[done.n];
        delete asked[done.n];
        if (answer) answer(told.refused ? done.why : null, done.own || null, false);
        return;
      }
      wait = 400;
      link.hidden = true;
      if (told.voted) options.voted(told.voted); else options.state(told);
    };
    own.onclose = function () { if (own === socket) lost(); };
  }

  // After sleep a connection may look alive and be dead.
  function awake() {
    if (document.hidden) return;
    if (socket && Date.now() - heard > 20000 && socket.readyState === 1) { var old = socket; lost(); old.close(); }
    if (!socket) { clearTimeout(timer); wait = 400; open(); }
  }
  document.addEventListener('visibilitychange', awake);
  addEventListener('online', awake);
  addEventListener('pageshow', awake);

  return {
    open: open,
    // Asks; `answer(why, own, lost)` is called once: without `why` it is done and kept.
    // A page that stands at a turn says so.
    ask: function (what, answer, turn) {
      if (!socket || socket.readyState !== 1) return answer('No connection to the host. It is tried again.', null, true);
      n += 1;
      asked[n] = answer;
      socket.send(JSON.stringify(turn === undefined ? { n: n, ask: what } : { n: n, turn: turn, ask: what }));
    },
    end: function () { over = true; if (socket) socket.close(); }
  };
}

// An element; what people wrote is only ever set as text, in its own direction.
function el(tag, kind, text) {
  var made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text !== undefined && text !== null) { made.textContent = text; made.dir = 'auto'; }
  return made;
}
function put(into) {
  for (var at = 1; at < arguments.length; at += 1) if (arguments[at]) into.appendChild(arguments[at]);
  return into;
}
function press(text, kind, act) {
  var made = el('button', kind, text);
  made.type = 'button';
  made.onclick = act;
  return made;
}
function keep(name, value) { try { if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, value); } catch (e) { window['kept_' + name] = value; } }
function kept(name) { try { return localStorage.getItem(name); } catch (e) { return window['kept_' + name] || null; } }
// What stands behind # goes into the page's own memory and out of the address.
function fragment() {
  var text = decodeURIComponent(location.hash.slice(1));
  if (text) history.replaceState(null, '', location.pathname);
  return text;
}
function bar(votes, of) {
  var outer = el('div', 'bar'), inner = document.createElement('i');
  inner.style.width = (of ? Math.round(votes * 100 / of) : 0) + '%';
  return put(outer, inner);
}
// What injects brought at this beat.
function brought(into, room) { room.brought.forEach(function (one) { put(into, el('div', 'talk card', one.text)); }); }
var PHASES = { Lobby: 'Before it begins', Listening: 'Listen', Aftercare: 'Days later', Vote: 'First vote', Reveal: 'The votes are in', Talk: 'Talk', Second: 'Second vote', Tie: 'A tie', HotSeat: 'The hot seat', Reaction: 'What came of it', Debrief: 'Looking back', Over: 'The session is over' };
