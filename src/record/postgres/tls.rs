//! How the connection is protected, as an address says it: `sslmode` and `sslrootcert`, with libpq's meanings.
//!
//! | sslmode | the connection | the server's certificate |
//! | --- | --- | --- |
//! | `disable` | is not encrypted | |
//! | `prefer` (as without a word), `allow` | is encrypted where the server can | is not looked at |
//! | `require` | is encrypted, or there is none | is looked at only where `sslrootcert` names who may have issued it |
//! | `verify-ca` | is encrypted, or there is none | must have been issued by somebody who is trusted |
//! | `verify-full` | is encrypted, or there is none | and must be for the name that was asked for |
//!
//! Trusted is who stands in the file that `sslrootcert` names; without it, or with `sslrootcert=system`, whom the machine trusts.

use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How far a server's certificate is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Not,
    Issuer,
    IssuerAndName,
}

/// What an address says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// "disable", "prefer", "require": what the client knows.
    pub mode: &'static str,
    look: Look,
    roots: Option<String>,
}

impl Wanted {
    /// Takes `sslmode` and `sslrootcert` off an address; the rest of it, and what they say.
    ///
    /// # Errors
    /// In words, where they say nothing that can be done.
    pub fn take(address: &str) -> Result<(String, Self), String> {
        let (before, query) = address.split_once('?').unwrap_or((address, ""));
        let (mut mode, mut roots, mut rest) = ("prefer".to_owned(), None, Vec::new());
        for part in query.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("sslmode", value)) => value.clone_into(&mut mode),
                Some(("sslrootcert", value)) => roots = Some(decoded(value)?),
                _ => rest.push(part),
            }
        }
        let (mode, look) = match (mode.as_str(), &roots) {
            ("disable", _) => ("disable", Look::Not),
            ("prefer" | "allow", _) => ("prefer", Look::Not),
            ("require", None) => ("require", Look::Not),
            ("require" | "verify-ca", _) => ("require", Look::Issuer),
            ("verify-full", _) => ("require", Look::IssuerAndName),
            (other, _) => {
                return Err(format!(
                    "sslmode={other} is none of disable, prefer, require, verify-ca, verify-full"
                ));
            }
        };
        rest.push(match mode {
            "disable" => "sslmode=disable",
            "require" => "sslmode=require",
            _ => "sslmode=prefer",
        });
        Ok((format!("{before}?{}", rest.join("&")), Self { mode, look, roots }))
    }

    /// What connects like this.
    ///
    /// # Errors
    /// In words, where those who are trusted cannot be read.
    pub fn connector(&self) -> Result<MakeRustlsConnect, String> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let inner = match self.look {
            Look::Not => None,
            Look::Issuer | Look::IssuerAndName => {
                let roots = Arc::new(trusted(self.roots.as_deref())?);
                let built = WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider)).build();
                Some(built.map_err(|error| error.to_string())?)
            }
        };
        let verifier = Arc::new(Verifier {
            look: self.look,
            inner,
            provider: Arc::clone(&provider),
        });
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }
}

/// A value of an address, with `%2F` as `/`.
fn decoded(value: &str) -> Result<String, String> {
    let bad = || format!("sslrootcert={value} holds a sign that cannot be read");
    let mut bytes = Vec::new();
    let mut left = value.bytes();
    while let Some(byte) = left.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || left.next().and_then(|digit| char::from(digit).to_digit(16));
        let (high, low) = (digit().ok_or_else(bad)?, digit().ok_or_else(bad)?);
        bytes.push(u8::try_from(high * 16 + low).map_err(|_| bad())?);
    }
    String::from_utf8(bytes).map_err(|_| bad())
}

/// Who may have issued a server's certificate.
fn trusted(file: Option<&str>) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    if let Some(file) = file.filter(|file| *file != "system") {
        let read = CertificateDer::pem_file_iter(Path::new(file)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let read = read.map_err(|error| format!("sslrootcert={file} cannot be read: {error}"))?;
        let (good, _) = roots.add_parsable_certificates(read);
        if good == 0 {
            return Err(format!("sslrootcert={file} holds no certificate (PEM) of an issuer"));
        }
        return Ok(roots);
    }
    let found = rustls_native_certs::load_native_certs();
    let (good, _) = roots.add_parsable_certificates(found.certs);
    if good == 0 {
        return Err("this machine knows nobody who issues certificates: name a file with sslrootcert=FILE".to_owned());
    }
    Ok(roots)
}

/// Looks at a server's certificate as far as that is wanted.
#[derive(Debug)]
struct Verifier {
    look: Look,
    /// `None`: it is not looked at.
    inner: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(inner) = &self.inner else {
            return Ok(ServerCertVerified::assertion());
        };
        match inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            // The name is looked at last: whoever fails there was issued by somebody who is trusted.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if self.look == Look::Issuer => Ok(ServerCertVerified::assertion()),
            answer => answer,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// What a refused certificate means, where that is what an error speaks of.
pub fn told(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    let mut deeper = Some(error);
    while let Some(error) = deeper {
        let of_tls = error.downcast_ref::<Error>().or_else(|| {
            let error = error.downcast_ref::<std::io::Error>()?;
            error.get_ref()?.downcast_ref::<Error>()
        });
        if let Some(Error::InvalidCertificate(fault)) = of_tls {
            return Some(match fault {
                CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                    "nobody who is trusted here issued the server's certificate: name the issuer's file with sslrootcert=FILE \
                     (sslmode=require encrypts without asking who is there)"
                        .to_owned()
                }
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                    "the server's certificate is for another name than the one in the address (sslmode=verify-ca does not ask for the name)"
                        .to_owned()
                }
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => "the server's certificate has expired".to_owned(),
                other => format!("the server's certificate is not accepted: {other}"),
            });
        }
        deeper = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_its_connection_is_protected() {
        let check = |query: &str, rest: &str, look: Look, roots: Option<&str>| {
            let (address, wanted) = Wanted::take(&format!("postgres://a:b@c/d{query}")).expect("it can be done");
            assert_eq!(address, format!("postgres://a:b@c/d?{rest}"), "{query}");
            assert_eq!((wanted.look, wanted.roots.as_deref()), (look, roots), "{query}");
        };
        check("", "sslmode=prefer", Look::Not, None);
        check(
            "?connect_timeout=3",
            "connect_timeout=3&sslmode=prefer",
            Look::Not,
            None,
        );
        check("?sslmode=disable", "sslmode=disable", Look::Not, None);
        check("?sslmode=require&user=x", "user=x&sslmode=require", Look::Not, None);
        check(
            "?sslmode=require&sslrootcert=%2Fetc%2Fca.pem",
            "sslmode=require",
            Look::Issuer,
            Some("/etc/ca.pem"),
        );
        check("?sslmode=verify-ca", "sslmode=require", Look::Issuer, None);
        check(
            "?sslrootcert=system&sslmode=verify-full",
            "sslmode=require",
            Look::IssuerAndName,
            Some("system"),
        );
        assert!(Wanted::take("postgres://c/d?sslmode=verify").is_err_and(|why| why.contains("verify-full")));
        assert!(Wanted::take("postgres://c/d?sslmode=require&sslrootcert=%f").is_err());
    }

    #[test]
    fn a_file_of_issuers_that_is_none_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("ca.pem").display().to_string();
        let ask = || {
            Wanted::take(&format!("postgres://c/d?sslmode=verify-ca&sslrootcert={file}"))
                .expect("read")
                .1
                .connector()
        };
        assert!(ask().is_err_and(|why| why.contains("cannot be read")));
        std::fs::write(&file, "no certificate").expect("written");
        assert!(ask().is_err_and(|why| why.contains("holds no certificate")));
    }
}
