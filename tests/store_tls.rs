//! Records on a server that encrypts: what each `sslmode` lets in, and the sentence for what it does not.

#[path = "common/server.rs"]
mod server;

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use bounceback::record::{StoreError, open};
use server::Server;

/// Certificates: two issuers, and the server's own by the first, for `localhost` and for nobody else.
fn certificates(folder: &Path) {
    let openssl = |words: &str| {
        let output = Command::new("openssl")
            .args(words.split(' '))
            .current_dir(folder)
            .output();
        let output = output.expect("openssl is not installed: apt-get install openssl");
        assert!(
            output.status.success(),
            "{words}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    for issuer in ["ca", "other"] {
        openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={issuer} -keyout {issuer}.key -out {issuer}.pem"
        ));
    }
    openssl("req -newkey rsa:2048 -nodes -subj /CN=records -keyout server.key -out server.csr");
    std::fs::write(folder.join("names"), "subjectAltName = DNS:localhost\n").expect("written");
    openssl("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let secret = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(folder.join("server.key"), secret).expect("its own");
    }
    // Through a port only who is encrypted comes in; `plain` is a name that may come as it likes.
    let who = "local all all trust\nhost all plain 127.0.0.1/32 trust\nhostssl all all 127.0.0.1/32 trust\n";
    std::fs::write(folder.join("who.conf"), who).expect("written");
}

fn a_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("bound").port()
}

/// A server on a port. `issuers`: it encrypts, and the issuers' certificates are put there.
fn started(issuers: Option<&Path>) -> (Server, u16) {
    let port = a_port();
    let server = Server::start(&|folder| {
        let at = folder.display();
        // The later setting counts.
        let ssl = if let Some(issuers) = issuers {
            certificates(folder);
            for file in ["ca.pem", "other.pem"] {
                std::fs::copy(folder.join(file), issuers.join(file)).expect("copied");
            }
            format!(
                "-c ssl=on -c ssl_cert_file='{at}/server.pem' -c ssl_key_file='{at}/server.key' -c hba_file='{at}/who.conf'"
            )
        } else {
            String::new()
        };
        format!("-c listen_addresses='127.0.0.1' -c port={port} {ssl}")
    });
    (
        server.expect("PostgreSQL is not installed: apt-get install postgresql"),
        port,
    )
}

#[test]
#[ignore = "needs PostgreSQL and openssl; .ci/run installs them and runs this"]
fn each_sslmode_lets_in_whom_it_should() {
    let kept = tempfile::tempdir().expect("a folder");
    let (server, port) = started(Some(kept.path()));
    let socket = server.address("secured");
    let folder = kept.path();
    let ca = folder.join("ca.pem").display().to_string();
    let other = folder.join("other.pem").display().to_string();
    let at = |host: &str, query: &str| open(&format!("postgres://tester@{host}:{port}/secured?{query}"));
    let encrypted = || {
        let mut client = postgres::Client::connect(&socket, postgres::NoTls).expect("it answers");
        let asked = "SELECT coalesce(bool_and(ssl), false) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                     WHERE client_addr IS NOT NULL";
        client.query_one(asked, &[]).expect("told").get::<_, bool>(0)
    };
    // Whom it lets in, and that nobody reads along.
    for (host, query) in [
        ("localhost", String::new()),
        ("localhost", "sslmode=prefer".to_owned()),
        ("127.0.0.1", "sslmode=require".to_owned()),
        ("127.0.0.1", format!("sslmode=require&sslrootcert={ca}")),
        ("127.0.0.1", format!("sslmode=verify-ca&sslrootcert={ca}")),
        (
            "localhost",
            format!("sslmode=verify-full&sslrootcert={}", ca.replace('/', "%2F")),
        ),
    ] {
        let mut store = at(host, &query).unwrap_or_else(|error| panic!("{host} {query}: {error}"));
        assert!(store.people().expect("it reads").is_empty());
        assert!(encrypted(), "{host} {query}");
    }
    let mut client = postgres::Client::connect(&socket, postgres::NoTls).expect("it answers");
    client.batch_execute("CREATE ROLE plain SUPERUSER LOGIN").expect("made");
    let mut store = open(&format!("postgres://plain@127.0.0.1:{port}/secured?sslmode=disable")).expect("it comes in");
    assert!(store.people().is_ok() && !encrypted());
    drop(store);
    // A socket does not leave the machine: nothing is encrypted there, whatever is said.
    assert!(open(&format!("{socket}&sslmode=require")).is_ok());

    // Whom it does not let in: what, and what to do.
    for (host, query, words) in [
        (
            "127.0.0.1",
            format!("sslmode=verify-full&sslrootcert={ca}"),
            "for another name than the one in the address (sslmode=verify-ca does not ask for the name)",
        ),
        (
            "localhost",
            format!("sslmode=verify-full&sslrootcert={other}"),
            "nobody who is trusted here issued the server's certificate: name the issuer's file with sslrootcert=FILE",
        ),
        (
            "localhost",
            format!("sslmode=require&sslrootcert={other}"),
            "nobody who is trusted here issued",
        ),
        (
            "localhost",
            "sslmode=verify-ca".to_owned(),
            "nobody who is trusted here issued",
        ),
        (
            "localhost",
            "sslmode=disable".to_owned(),
            "it may ask for an encrypted connection: sslmode=require",
        ),
        (
            "localhost",
            format!("sslmode=verify-full&sslrootcert={ca}x"),
            "cannot be read: ",
        ),
        ("localhost", "sslmode=on".to_owned(), "is none of disable, prefer"),
    ] {
        let error = at(host, &query)
            .err()
            .unwrap_or_else(|| panic!("{host} {query} came in"));
        println!("{error}");
        assert!(matches!(error, StoreError::Barred { .. }), "{error:?}");
        assert!(error.to_string().contains(words), "{host} {query}: {error}");
        assert!(!error.to_string().contains("may be written"), "{error}");
    }
    let nobody = open(&format!("postgres://tester@localhost:{port}/nothing")).err();
    assert!(
        nobody.is_some_and(|error| error.to_string().contains("check the database in the address")),
        "no such database"
    );
}

#[test]
#[ignore = "needs PostgreSQL and openssl; .ci/run installs them and runs this"]
fn a_server_that_does_not_encrypt_is_said() {
    let (server, port) = started(None);
    let address = format!("postgres://tester@localhost:{port}/postgres?sslmode=");
    let error = open(&format!("{address}require")).err().expect("nothing is encrypted");
    println!("{error}");
    assert!(matches!(error, StoreError::Barred { .. }), "{error:?}");
    assert!(error.to_string().contains("sslmode=prefer to go on without"), "{error}");
    assert!(open(&format!("{address}prefer")).is_ok());
    drop(server);
}
