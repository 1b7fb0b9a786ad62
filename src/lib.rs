pub mod customer;
pub mod vocabulary;
