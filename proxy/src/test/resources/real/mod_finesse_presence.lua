-- Tells each desktop that Finesse's own XMPP user is there, as it is where Finesse Tomcat runs.
local st = require "util.stanza";

module:hook("presence/initial", function (event)
	local session = event.origin;
	session.send(st.presence({ from = "finesse@" .. module.host, to = session.full_jid }));
end);
