"""The client over TLS: HTTP/2 where it is offered, and no word to a server nobody vouches for."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, Event, RequestReceived, StreamEnded

from bot import logs
from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.token import CampaignToken
from bot.core.errors import ApiUnreachable, TokenInvalid
from bot.core.phones.number import Number
from tests.contract.calls_api_methods import KEY, NOW, PHONE, delivery
from tests.contract.loud_logs import loud_logs

SECRET = "8231.7056.1b131df1marker"


class Server:
    """Answers every request over HTTP/2, by its path, and keeps what it was asked."""

    def __init__(self) -> None:
        self.connections = 0
        self.asked: list[dict[str, str]] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        side = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        side.initiate_connection()
        writer.write(side.data_to_send())
        while heard := await reader.read(65536):
            for event in side.receive_data(heard):
                self._answer(side, event)
            writer.write(side.data_to_send())
        writer.close()

    def _answer(self, side: H2Connection, event: Event) -> None:
        match event:
            case RequestReceived():
                self.asked.append({str(name): str(value) for name, value in event.headers})
            case DataReceived():
                side.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            case StreamEnded():
                is_status = self.asked[-1][":path"].endswith("/status")
                body = b'{"type": "invalid.token"}' if is_status else b'["5665334669"]'
                side.send_headers(event.stream_id, [(":status", "404" if is_status else "200")])
                side.send_data(event.stream_id, body, end_stream=True)
            case _:
                pass


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that vouches for itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "calls")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@asynccontextmanager
async def speaking_with(server: Server, pem: Path) -> AsyncIterator[CallsClient]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    context.set_alpn_protocols(["h2"])
    listening = await asyncio.start_server(server, "127.0.0.1", 0, ssl=context)
    endpoint = Endpoint(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    tokens = {"default": CampaignToken(SECRET)}
    redact = logs.redactor()
    async with (
        listening,
        CallsClient(endpoint, tokens, clock=lambda: NOW, redact=redact) as client,
    ):
        yield client


@pytest.fixture
def trusted(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as if it were among the authorities that httpx brings along."""
    monkeypatch.setattr("certifi.where", lambda: str(pem))
    return pem


async def test_http_2_is_spoken_where_it_is_offered(trusted: Path) -> None:
    """Many calls at once go over one connection."""
    server = Server()
    async with speaking_with(server, trusted) as client:
        first = await client.add_phones(delivery(1), [Number(PHONE)])
        calls = (client.add_phones(delivery(1), [Number(PHONE)]) for _ in range(10))
        assert {first, *await asyncio.gather(*calls)} == {("5665334669",)}
    assert server.connections == 1
    assert len(server.asked) == 11
    assert server.asked[0][":path"] == f"/api/calls/campaign/{SECRET}/addPhones"
    assert server.asked[0]["idempotence-key"] == KEY


async def test_nothing_is_said_to_a_server_nobody_vouches_for(pem: Path) -> None:
    server = Server()
    async with speaking_with(server, pem) as client:
        with pytest.raises(ApiUnreachable):
            await client.add_phones(delivery(1), [Number(PHONE)])
    assert server.asked == []


async def test_no_library_of_http_2_logs_the_token(
    trusted: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Header compression logs each header, the address among them."""
    server = Server()
    async with speaking_with(server, trusted) as client:
        with loud_logs(SECRET):
            await client.add_phones(delivery(1), [Number(PHONE)])
            with pytest.raises(TokenInvalid):
                await client.campaign_status("default")
    assert len(server.asked) == 2
    err = capfd.readouterr().err
    assert "hpack" in err
    assert ":path" in err
    assert SECRET not in err
    assert PHONE not in err
