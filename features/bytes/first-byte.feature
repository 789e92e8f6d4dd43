Feature: First bytes that nobody may send
  The first byte of a packet holds its type and four flags. Some types are reserved, some only a broker
  sends, and most flags have one value that is allowed. Each example stands for all the other values.

  @must @server @negative
  Scenario Outline: Reserved flags of the first byte have their fixed value: <packet> of <version>
    Given MQTT <version>
    When each case of "reserved flags of the first byte" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:2.1.3-1
    Examples:
      | version | packet  | outcome           |
      | 5.0     | CONNECT | malformed CONNECT |
      | 5.0     | PUBACK  | malformed packet  |
      | 5.0     | PUBREC  | malformed packet  |
      | 5.0     | PUBCOMP | malformed packet  |
      | 5.0     | PINGREQ | malformed packet  |

    @MQTT-5.0:3.6.1-1
    Examples:
      | version | packet | outcome          |
      | 5.0     | PUBREL | malformed packet |

    @MQTT-5.0:3.8.1-1
    Examples:
      | version | packet    | outcome          |
      | 5.0     | SUBSCRIBE | malformed packet |

    @MQTT-5.0:3.10.1-1
    Examples:
      | version | packet      | outcome          |
      | 5.0     | UNSUBSCRIBE | malformed packet |

    @MQTT-5.0:3.14.1-1
    Examples:
      | version | packet     | outcome          |
      | 5.0     | DISCONNECT | malformed packet |

    @MQTT-5.0:3.15.1-1
    Examples:
      | version | packet | outcome          |
      | 5.0     | AUTH   | malformed packet |

    @MQTT-3.1.1:2.2.2-2 @MQTT-3.1.1:2.2.2-1
    Examples:
      | version | packet  | outcome           |
      | 3.1.1   | CONNECT | malformed CONNECT |
      | 3.1.1   | PUBACK  | malformed packet  |
      | 3.1.1   | PUBREC  | malformed packet  |
      | 3.1.1   | PUBCOMP | malformed packet  |
      | 3.1.1   | PINGREQ | malformed packet  |

    @MQTT-3.1.1:2.2.2-2 @MQTT-3.1.1:3.6.1-1
    Examples:
      | version | packet | outcome          |
      | 3.1.1   | PUBREL | malformed packet |

    @MQTT-3.1.1:2.2.2-2 @MQTT-3.1.1:3.8.1-1
    Examples:
      | version | packet    | outcome          |
      | 3.1.1   | SUBSCRIBE | malformed packet |

    @MQTT-3.1.1:2.2.2-2 @MQTT-3.1.1:3.10.1-1
    Examples:
      | version | packet      | outcome          |
      | 3.1.1   | UNSUBSCRIBE | malformed packet |

    @MQTT-3.1.1:2.2.2-2 @MQTT-3.1.1:3.14.1-1
    Examples:
      | version | packet     | outcome          |
      | 3.1.1   | DISCONNECT | malformed packet |

  @may @client @negative
  Scenario Outline: A broker may end the connection after reserved flags of the first byte: <packet> of <version>
    Given MQTT <version>
    When each case of "reserved flags of the first byte" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-03
    Examples:
      | version | packet      | outcome        |
      | 3.1     | CONNECT     | reserved flags |
      | 3.1     | PUBACK      | reserved flags |
      | 3.1     | PUBREC      | reserved flags |
      | 3.1     | PUBREL      | reserved flags |
      | 3.1     | PUBCOMP     | reserved flags |
      | 3.1     | SUBSCRIBE   | reserved flags |
      | 3.1     | UNSUBSCRIBE | reserved flags |
      | 3.1     | PINGREQ     | reserved flags |
      | 3.1     | DISCONNECT  | reserved flags |

  @must @server @negative
  Scenario Outline: A PUBLISH with QoS 3 ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "QoS 3" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.3.1-4
    Examples:
      | version | packet  | outcome          |
      | 5.0     | PUBLISH | malformed packet |

    @MQTT-3.1.1:3.3.1-4
    Examples:
      | version | packet  | outcome          |
      | 3.1.1   | PUBLISH | malformed packet |

  @may @client @negative
  Scenario Outline: A broker may end the connection after QoS 3: <packet> of <version>
    Given MQTT <version>
    When each case of "QoS 3" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-04
    Examples:
      | version | packet  | outcome          |
      | 3.1     | PUBLISH | malformed packet |

  @must @server @negative
  Scenario Outline: A reserved packet type ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a reserved packet type" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-02
    Examples:
      | version | packet  | outcome                            |
      | 5.0     | PINGREQ | malformed packet or protocol error |

    @MQTT-3.1.1:X-02
    Examples:
      | version | packet  | outcome          |
      | 3.1.1   | PINGREQ | malformed packet |

    @MQTT-3.1:FORMAT-02
    Examples:
      | version | packet  | outcome          |
      | 3.1     | PINGREQ | malformed packet |

  @must @server @negative
  Scenario Outline: A packet that only a broker sends ends the connection of a client: <packet> of <version>
    Given MQTT <version>
    When each case of "a packet that only a broker sends" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-04
    Examples:
      | version | packet   | outcome                            |
      | 5.0     | CONNACK  | malformed packet or protocol error |
      | 5.0     | SUBACK   | malformed packet or protocol error |
      | 5.0     | UNSUBACK | malformed packet or protocol error |
      | 5.0     | PINGRESP | malformed packet or protocol error |

    @MQTT-3.1.1:X-04
    Examples:
      | version | packet   | outcome          |
      | 3.1.1   | CONNACK  | malformed packet |
      | 3.1.1   | SUBACK   | malformed packet |
      | 3.1.1   | UNSUBACK | malformed packet |
      | 3.1.1   | PINGRESP | malformed packet |
