-- The Prosody of one test run. Words between percent signs are filled in by the test.

-- A throw-away server on loopback, with accounts made for the run: it may be anybody's.
run_as_root = true
daemonize = false
pidfile = "%folder%/prosody.pid"
data_path = "%folder%/data"
certificates = "%folder%"
log = { info = "*console" }

interfaces = { "%address%" }
-- WebSockets need the module for XMPP over TCP, and nobody needs its ports.
c2s_ports = {}
c2s_direct_tls_ports = {}
modules_enabled = { "saslauth", "bosh", "websocket", "ping", "http_files", "finesse_presence" }
plugin_paths = { "%folder%" }
modules_disabled = { "s2s", "s2s_auth_certs", "offline", "admin_shell" }
storage = "internal"

-- HTTP is plain here: TLS ends at the relay in front, which stands where Finesse's own TLS would.
http_ports = { %http-port% }
http_interfaces = { "%address%" }
https_ports = {}
consider_bosh_secure = true
consider_websocket_secure = true
http_default_host = "%host%"
bosh_max_wait = %wait-seconds%
bosh_max_inactivity = 60
http_paths = { bosh = "/http-bind", websocket = "/ws", files = "/desktop" }
http_files_dir = "%folder%/desktop"

-- Only the mechanism that Finesse's desktop uses, so that a password really is on the wire.
authentication = "internal_plain"
disable_sasl_mechanisms = { "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "DIGEST-MD5", "ANONYMOUS" }

component_ports = { %component-port% }
component_interfaces = { "%address%" }

VirtualHost "%host%"

-- Where desktops subscribe, as they do at pubsub.<domain> of a Finesse.
Component "pubsub.%host%" "pubsub"
	autocreate_on_publish = true
	autocreate_on_subscribe = true
	admins = { "publisher.%host%" }

-- The test's own publisher (XEP-0114), which never goes through the proxy.
Component "publisher.%host%"
	component_secret = "%component-secret%"
