"""Which network addresses may be asked.

A web page must not make this machine read its own or its neighbours' services.
"""

from __future__ import annotations

import ipaddress
import socket

from assistant.errors import DocumentError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int, url: str, allow_private: bool) -> str:
    """Return the address to connect to, so that nothing else is connected to than what was checked.

    Raises DocumentError where the name is unknown, or any of its addresses is private, loopback,
    link-local or otherwise not of the public network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError, OverflowError):
        raise DocumentError(url, f"the host {host} is not known") from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    refused = next((address for address in addresses if not is_public(address)), None)
    if refused is not None and not allow_private:
        reason = f"{host} is {refused}, an address of this machine or its own network, which is not fetched unless "
        raise DocumentError(url, reason + "READOUT_PRIVATE_ADDRESSES is set to yes")
    return str(addresses[0])


def is_public(address: Address) -> bool:
    """Tell whether an address, and the one that it carries in it, is of the public network."""
    carried = _carried(address)
    if carried is not None:
        return is_public(carried)
    return address.is_global and not address.is_multicast


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, by mapping, 6to4, Teredo or NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return (
        address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    )
