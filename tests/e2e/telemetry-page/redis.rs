//! Stands in for the crate redis, which cannot be fetched everywhere: as much of it as the page uses, with
//! the names and types of redis 0.2x to 1.x, spoken to a real server.
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

pub type RedisResult<T> = Result<T, std::io::Error>;

pub mod streams {
    pub enum StreamMaxlen {
        Approx(usize),
    }
}

#[derive(Clone)]
pub struct Client(std::net::SocketAddr);
impl Client {
    pub fn open(url: &str) -> RedisResult<Client> {
        let address = url.trim_start_matches("redis://").trim_end_matches('/');
        address.parse().map(Client).map_err(std::io::Error::other)
    }
    pub fn get_connection_with_timeout(&self, timeout: Duration) -> RedisResult<Connection> {
        TcpStream::connect_timeout(&self.0, timeout).map(Connection)
    }
}

pub struct Connection(TcpStream);
impl Connection {
    pub fn set_read_timeout(&self, timeout: Option<Duration>) -> RedisResult<()> {
        self.0.set_read_timeout(timeout)
    }
    pub fn set_write_timeout(&self, timeout: Option<Duration>) -> RedisResult<()> {
        self.0.set_write_timeout(timeout)
    }
}

pub trait ToRedisArgs {
    fn text(&self) -> String;
}
impl ToRedisArgs for String {
    fn text(&self) -> String {
        self.clone()
    }
}
impl ToRedisArgs for &str {
    fn text(&self) -> String {
        self.to_string()
    }
}
pub trait FromRedisValue {
    fn nothing() -> Self;
}
impl FromRedisValue for () {
    fn nothing() -> Self {}
}

pub fn pipe() -> Pipeline {
    Pipeline(Vec::new())
}
pub struct Pipeline(Vec<Vec<String>>);
impl Pipeline {
    pub fn xadd_maxlen<K: ToRedisArgs, ID: ToRedisArgs, F: ToRedisArgs, V: ToRedisArgs>(
        &mut self,
        key: K,
        maxlen: streams::StreamMaxlen,
        id: ID,
        items: &[(F, V)],
    ) -> &mut Self {
        let streams::StreamMaxlen::Approx(limit) = maxlen;
        let mut command = vec!["XADD".to_string(), key.text(), "MAXLEN".to_string()];
        command.extend(["~".to_string(), limit.to_string(), id.text()]);
        command.extend(items.iter().flat_map(|(name, value)| [name.text(), value.text()]));
        self.0.push(command);
        self
    }
    pub fn ignore(&mut self) -> &mut Self {
        self
    }
    pub fn query<T: FromRedisValue>(&self, connection: &mut Connection) -> RedisResult<T> {
        for command in &self.0 {
            write!(connection.0, "*{}\r\n", command.len())?;
            for part in command {
                write!(connection.0, "${}\r\n{part}\r\n", part.len())?;
            }
        }
        let mut lines = BufReader::new(&connection.0).lines();
        for _ in 0..2 * self.0.len() {
            lines.next().transpose()?; // A length and an id for each.
        }
        Ok(T::nothing())
    }
}
