Feature: Lengths that do not fit
  A packet says how long it is, a property list how far it goes, a text how many bytes it has. Where these
  lengths contradict each other, a receiver must not read beyond the end, nor take what is left for
  something else: it ends the connection. Each example stands for many cases: every byte at which the
  packet can end, every length that is too small or too great.

  @must @server @negative
  Scenario Outline: A packet that ends too early ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a packet that ends too early" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-03
    Examples:
      | version | packet      | outcome                            |
      | 5.0     | CONNECT     | malformed CONNECT                  |
      | 5.0     | PUBLISH     | malformed packet or protocol error |
      | 5.0     | PUBACK      | malformed packet or protocol error |
      | 5.0     | PUBREC      | malformed packet or protocol error |
      | 5.0     | PUBREL      | malformed packet or protocol error |
      | 5.0     | PUBCOMP     | malformed packet or protocol error |
      | 5.0     | SUBSCRIBE   | malformed packet or protocol error |
      | 5.0     | UNSUBSCRIBE | malformed packet or protocol error |
      | 5.0     | DISCONNECT  | malformed packet or protocol error |
      | 5.0     | AUTH        | malformed packet or protocol error |

    @MQTT-3.1.1:X-03
    Examples:
      | version | packet      | outcome           |
      | 3.1.1   | CONNECT     | malformed CONNECT |
      | 3.1.1   | PUBLISH     | malformed packet  |
      | 3.1.1   | PUBACK      | malformed packet  |
      | 3.1.1   | PUBREC      | malformed packet  |
      | 3.1.1   | PUBREL      | malformed packet  |
      | 3.1.1   | PUBCOMP     | malformed packet  |
      | 3.1.1   | SUBSCRIBE   | malformed packet  |
      | 3.1.1   | UNSUBSCRIBE | malformed packet  |

    @MQTT-3.1:CONNECT-04
    Examples:
      | version | packet  | outcome           |
      | 3.1     | CONNECT | malformed CONNECT |

  @may @client @negative
  Scenario Outline: A broker may end the connection after a packet that ends too early: <packet> of <version>
    Given MQTT <version>
    When each case of "a packet that ends too early" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-01
    Examples:
      | version | packet      | outcome          |
      | 3.1     | PUBLISH     | malformed packet |
      | 3.1     | PUBACK      | malformed packet |
      | 3.1     | PUBREC      | malformed packet |
      | 3.1     | PUBREL      | malformed packet |
      | 3.1     | PUBCOMP     | malformed packet |
      | 3.1     | SUBSCRIBE   | malformed packet |
      | 3.1     | UNSUBSCRIBE | malformed packet |

  @must @server @negative
  Scenario Outline: A remaining length that is too small ends the connection, whatever follows: <packet> of <version>
    Given MQTT <version>
    When each case of "a remaining length that is too small" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-03
    Examples:
      | version | packet      | outcome                            |
      | 5.0     | CONNECT     | malformed CONNECT                  |
      | 5.0     | PUBLISH     | malformed packet or protocol error |
      | 5.0     | PUBACK      | malformed packet or protocol error |
      | 5.0     | PUBREC      | malformed packet or protocol error |
      | 5.0     | PUBREL      | malformed packet or protocol error |
      | 5.0     | PUBCOMP     | malformed packet or protocol error |
      | 5.0     | SUBSCRIBE   | malformed packet or protocol error |
      | 5.0     | UNSUBSCRIBE | malformed packet or protocol error |
      | 5.0     | DISCONNECT  | malformed packet or protocol error |
      | 5.0     | AUTH        | malformed packet or protocol error |

    @MQTT-3.1.1:X-03
    Examples:
      | version | packet      | outcome           |
      | 3.1.1   | CONNECT     | malformed CONNECT |
      | 3.1.1   | PUBLISH     | malformed packet  |
      | 3.1.1   | PUBACK      | malformed packet  |
      | 3.1.1   | PUBREC      | malformed packet  |
      | 3.1.1   | PUBREL      | malformed packet  |
      | 3.1.1   | PUBCOMP     | malformed packet  |
      | 3.1.1   | SUBSCRIBE   | malformed packet  |
      | 3.1.1   | UNSUBSCRIBE | malformed packet  |

    @MQTT-3.1:CONNECT-04
    Examples:
      | version | packet  | outcome           |
      | 3.1     | CONNECT | malformed CONNECT |

  @may @client @negative
  Scenario Outline: A broker may end the connection after a remaining length that is too small: <packet> of <version>
    Given MQTT <version>
    When each case of "a remaining length that is too small" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-01
    Examples:
      | version | packet      | outcome          |
      | 3.1     | PUBLISH     | malformed packet |
      | 3.1     | PUBACK      | malformed packet |
      | 3.1     | PUBREC      | malformed packet |
      | 3.1     | PUBREL      | malformed packet |
      | 3.1     | PUBCOMP     | malformed packet |
      | 3.1     | SUBSCRIBE   | malformed packet |
      | 3.1     | UNSUBSCRIBE | malformed packet |

  @must @server @negative
  Scenario Outline: Bytes behind the last field end the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "bytes behind the last field" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-03
    Examples:
      | version | packet      | outcome                            |
      | 5.0     | CONNECT     | malformed CONNECT                  |
      | 5.0     | PUBACK      | malformed packet or protocol error |
      | 5.0     | PUBREC      | malformed packet or protocol error |
      | 5.0     | PUBREL      | malformed packet or protocol error |
      | 5.0     | PUBCOMP     | malformed packet or protocol error |
      | 5.0     | SUBSCRIBE   | malformed packet or protocol error |
      | 5.0     | UNSUBSCRIBE | malformed packet or protocol error |
      | 5.0     | PINGREQ     | malformed packet or protocol error |
      | 5.0     | DISCONNECT  | malformed packet or protocol error |
      | 5.0     | AUTH        | malformed packet or protocol error |

    @MQTT-3.1.1:X-03
    Examples:
      | version | packet      | outcome           |
      | 3.1.1   | CONNECT     | malformed CONNECT |
      | 3.1.1   | PUBACK      | malformed packet  |
      | 3.1.1   | PUBREC      | malformed packet  |
      | 3.1.1   | PUBREL      | malformed packet  |
      | 3.1.1   | PUBCOMP     | malformed packet  |
      | 3.1.1   | SUBSCRIBE   | malformed packet  |
      | 3.1.1   | UNSUBSCRIBE | malformed packet  |
      | 3.1.1   | PINGREQ     | malformed packet  |
      | 3.1.1   | DISCONNECT  | malformed packet  |

    @MQTT-3.1:CONNECT-04
    Examples:
      | version | packet  | outcome           |
      | 3.1     | CONNECT | malformed CONNECT |

  @may @client @negative
  Scenario Outline: A broker may end the connection after bytes behind the last field: <packet> of <version>
    Given MQTT <version>
    When each case of "bytes behind the last field" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-01
    Examples:
      | version | packet      | outcome          |
      | 3.1     | PUBACK      | malformed packet |
      | 3.1     | PUBREC      | malformed packet |
      | 3.1     | PUBREL      | malformed packet |
      | 3.1     | PUBCOMP     | malformed packet |
      | 3.1     | SUBSCRIBE   | malformed packet |
      | 3.1     | UNSUBSCRIBE | malformed packet |
      | 3.1     | PINGREQ     | malformed packet |
      | 3.1     | DISCONNECT  | malformed packet |

  @must @server @negative
  Scenario Outline: A remaining length of five bytes ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a remaining length of five bytes" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-01
    Examples:
      | version | packet      | outcome           |
      | 5.0     | CONNECT     | malformed CONNECT |
      | 5.0     | PUBLISH     | malformed packet  |
      | 5.0     | PUBACK      | malformed packet  |
      | 5.0     | PUBREC      | malformed packet  |
      | 5.0     | PUBREL      | malformed packet  |
      | 5.0     | PUBCOMP     | malformed packet  |
      | 5.0     | SUBSCRIBE   | malformed packet  |
      | 5.0     | UNSUBSCRIBE | malformed packet  |
      | 5.0     | PINGREQ     | malformed packet  |
      | 5.0     | DISCONNECT  | malformed packet  |
      | 5.0     | AUTH        | malformed packet  |

    @MQTT-3.1.1:X-01
    Examples:
      | version | packet      | outcome           |
      | 3.1.1   | CONNECT     | malformed CONNECT |
      | 3.1.1   | PUBLISH     | malformed packet  |
      | 3.1.1   | PUBACK      | malformed packet  |
      | 3.1.1   | PUBREC      | malformed packet  |
      | 3.1.1   | PUBREL      | malformed packet  |
      | 3.1.1   | PUBCOMP     | malformed packet  |
      | 3.1.1   | SUBSCRIBE   | malformed packet  |
      | 3.1.1   | UNSUBSCRIBE | malformed packet  |
      | 3.1.1   | PINGREQ     | malformed packet  |
      | 3.1.1   | DISCONNECT  | malformed packet  |

    @MQTT-3.1:FORMAT-01
    Examples:
      | version | packet      | outcome           |
      | 3.1     | CONNECT     | malformed CONNECT |
      | 3.1     | PUBLISH     | malformed packet  |
      | 3.1     | PUBACK      | malformed packet  |
      | 3.1     | PUBREC      | malformed packet  |
      | 3.1     | PUBREL      | malformed packet  |
      | 3.1     | PUBCOMP     | malformed packet  |
      | 3.1     | SUBSCRIBE   | malformed packet  |
      | 3.1     | UNSUBSCRIBE | malformed packet  |
      | 3.1     | PINGREQ     | malformed packet  |
      | 3.1     | DISCONNECT  | malformed packet  |

  @must @server @negative
  Scenario Outline: A remaining length has no more bytes than it needs: <packet> of <version>
    Given MQTT <version>
    When each case of "a remaining length with more bytes than it needs" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:1.5.5-1
    Examples:
      | version | packet      | outcome           |
      | 5.0     | CONNECT     | malformed CONNECT |
      | 5.0     | PUBLISH     | malformed packet  |
      | 5.0     | PUBACK      | malformed packet  |
      | 5.0     | PUBREC      | malformed packet  |
      | 5.0     | PUBREL      | malformed packet  |
      | 5.0     | PUBCOMP     | malformed packet  |
      | 5.0     | SUBSCRIBE   | malformed packet  |
      | 5.0     | UNSUBSCRIBE | malformed packet  |
      | 5.0     | PINGREQ     | malformed packet  |
      | 5.0     | DISCONNECT  | malformed packet  |
      | 5.0     | AUTH        | malformed packet  |

  @must @server @negative
  Scenario Outline: A property length has no more bytes than it needs: <packet> of <version>
    Given MQTT <version>
    When each case of "a property length with more bytes than it needs" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:1.5.5-1
    Examples:
      | version | packet      | outcome           |
      | 5.0     | CONNECT     | malformed CONNECT |
      | 5.0     | will        | malformed CONNECT |
      | 5.0     | PUBLISH     | malformed packet  |
      | 5.0     | PUBACK      | malformed packet  |
      | 5.0     | PUBREC      | malformed packet  |
      | 5.0     | PUBREL      | malformed packet  |
      | 5.0     | PUBCOMP     | malformed packet  |
      | 5.0     | SUBSCRIBE   | malformed packet  |
      | 5.0     | UNSUBSCRIBE | malformed packet  |
      | 5.0     | DISCONNECT  | malformed packet  |
      | 5.0     | AUTH        | malformed packet  |

  @must @server @negative
  Scenario Outline: A property length ends where the list does: <packet> of <version>
    Given MQTT <version>
    When each case of "a property length that ends elsewhere than the list" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-09
    Examples:
      | version | packet      | outcome                            |
      | 5.0     | CONNECT     | malformed CONNECT                  |
      | 5.0     | will        | malformed CONNECT                  |
      | 5.0     | PUBLISH     | malformed packet or protocol error |
      | 5.0     | PUBACK      | malformed packet or protocol error |
      | 5.0     | PUBREC      | malformed packet or protocol error |
      | 5.0     | PUBREL      | malformed packet or protocol error |
      | 5.0     | PUBCOMP     | malformed packet or protocol error |
      | 5.0     | SUBSCRIBE   | malformed packet or protocol error |
      | 5.0     | UNSUBSCRIBE | malformed packet or protocol error |
      | 5.0     | DISCONNECT  | malformed packet or protocol error |
      | 5.0     | AUTH        | malformed packet or protocol error |

  @must @server @negative
  Scenario Outline: A field that leads out of the packet ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a field that leads out of the packet" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-03
    Examples:
      | version | packet      | outcome                            |
      | 5.0     | CONNECT     | malformed CONNECT                  |
      | 5.0     | PUBLISH     | malformed packet or protocol error |
      | 5.0     | SUBSCRIBE   | malformed packet or protocol error |
      | 5.0     | UNSUBSCRIBE | malformed packet or protocol error |

    @MQTT-3.1.1:X-03
    Examples:
      | version | packet      | outcome           |
      | 3.1.1   | CONNECT     | malformed CONNECT |
      | 3.1.1   | PUBLISH     | malformed packet  |
      | 3.1.1   | SUBSCRIBE   | malformed packet  |
      | 3.1.1   | UNSUBSCRIBE | malformed packet  |

    @MQTT-3.1:CONNECT-04
    Examples:
      | version | packet  | outcome           |
      | 3.1     | CONNECT | malformed CONNECT |

  @may @client @negative
  Scenario Outline: A broker may end the connection after a field that leads out of the packet: <packet> of <version>
    Given MQTT <version>
    When each case of "a field that leads out of the packet" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-01
    Examples:
      | version | packet      | outcome          |
      | 3.1     | PUBLISH     | malformed packet |
      | 3.1     | SUBSCRIBE   | malformed packet |
      | 3.1     | UNSUBSCRIBE | malformed packet |
