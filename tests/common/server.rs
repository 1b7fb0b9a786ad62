//! A PostgreSQL server of the test's own: in a temporary folder, on a socket (and a port where one is asked for), ended with the test.

use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
    /// More settings, as `-c name=value`.
    settings: String,
}

/// Where PostgreSQL's programs are; `None`: nowhere.
fn programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH")
        .into_iter()
        .flat_map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let of_debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    on_path
        .chain(of_debian.map(|version| version.path().join("bin")))
        .find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

impl Server {
    /// Starts one; `None` where PostgreSQL is not installed. `settings` are more of them (`-c name=value …`), for which files can be put
    /// into its folder.
    pub fn start(settings: &dyn Fn(&Path) -> String) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Self {
            programs: programs()?,
            settings: settings(folder.path()),
            folder,
        };
        let folder = server.folder.path();
        // initdb refuses root.
        let owned = Command::new("chown").args(["-R", "nobody"]).arg(folder).status();
        let _ = owned;
        let data = server.data();
        server.run(
            "initdb",
            &["-A", "trust", "-U", "tester", "-E", "UTF8", "--no-sync", "-D", &data],
        );
        server.control("start");
        Some(server)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    /// Starts or stops the server.
    pub fn control(&self, what: &str) {
        let socket = self.folder.path().display().to_string();
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{socket}' -c fsync=off {}",
            self.settings
        );
        let log = self.folder.path().join("log").display().to_string();
        let data = self.data();
        let mut arguments = vec!["-D", &data, "-w", "-l", &log, "-m", "immediate", "-o", &options, what];
        if what == "start" {
            arguments.retain(|argument| !["-m", "immediate"].contains(argument));
        }
        self.run("pg_ctl", &arguments);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let path = self.programs.join(program);
        let is_root = Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|id| id.stdout == b"0\n");
        let mut command = if is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=nobody", "--clear-groups"]).arg(&path);
            command
        } else {
            Command::new(&path)
        };
        let log = std::fs::File::create(self.folder.path().join("said")).expect("a file");
        let status = command
            .args(arguments)
            .current_dir(Path::new("/"))
            .stdout(log.try_clone().expect("a file"))
            .stderr(log)
            .status()
            .expect("it runs");
        let said = || std::fs::read_to_string(self.folder.path().join("said")).unwrap_or_default();
        assert!(status.success(), "{program} {arguments:?}: {}", said());
    }

    /// The address of a database of this server; it is made if need be.
    pub fn address(&self, database: &str) -> String {
        let socket = self.folder.path().display().to_string();
        let at = |database: &str| format!("postgres:///{database}?host={socket}&user=tester{}", self.port());
        if database != "postgres" {
            let mut client = postgres::Client::connect(&at("postgres"), postgres::NoTls).expect("it answers");
            let _ = client.batch_execute(&format!("CREATE DATABASE {database}"));
        }
        at(database)
    }

    /// A socket is named by its port, too.
    fn port(&self) -> String {
        let port = self
            .settings
            .split_once("port=")
            .map(|(_, after)| after.split(' ').next());
        port.flatten().map_or_else(String::new, |port| format!("&port={port}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.control("stop");
    }
}
